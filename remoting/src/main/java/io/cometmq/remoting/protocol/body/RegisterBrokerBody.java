package io.cometmq.remoting.protocol.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.TopicConfig;
import io.cometmq.common.compression.CompressionType;
import io.cometmq.common.compression.Compressor;
import io.cometmq.common.compression.CompressorFactory;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.DataVersion;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Body of REGISTER_BROKER (103): the topics of a broker, as JSON or in the compressed form
 * (docs/protocol/request-codes.md, RegisterBrokerBody).
 */
public record RegisterBrokerBody(
        TopicConfigSerializeWrapper topicConfigSerializeWrapper, List<String> filterServerList) {
    private static final int COMPRESSION_LEVEL = 9;
    private static final int MAX_TOPICS = 10_000_000;

    public RegisterBrokerBody {
        filterServerList = filterServerList == null ? List.of() : filterServerList;
    }

    public byte[] encode(boolean compressed) {
        return compressed ? compress() : Json.toJsonBytes(this);
    }

    private byte[] compress() {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(plain)) {
            write(out, Json.toJsonBytes(topicConfigSerializeWrapper.dataVersion()));
            Map<String, TopicConfig> topics = topicConfigSerializeWrapper.topicConfigTable();
            out.writeInt(topics.size());
            for (TopicConfig topic : topics.values()) {
                write(out, topic.encode().getBytes(UTF_8));
            }
            write(out, Json.toJsonBytes(filterServerList));
            // peers from 5.0.0 on expect a section of static topics, older ones do not read that far
            out.writeInt(0);
            return zlib().compress(plain.toByteArray(), COMPRESSION_LEVEL);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not possible in memory
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Compressor zlib() {
        return CompressorFactory.getCompressor(CompressionType.ZLIB);
    }

    /**
     * Reads either form; static topics are passed over.
     *
     * @throws IllegalArgumentException when the bytes are malformed
     * @throws io.cometmq.common.json.JsonException when the JSON is malformed
     */
    public static RegisterBrokerBody decode(byte[] bytes, boolean compressed) {
        if (!compressed) {
            return Json.fromJson(bytes, RegisterBrokerBody.class);
        }
        try {
            return read(ByteBuffer.wrap(zlib().decompress(bytes)));
        } catch (IOException | BufferUnderflowException e) {
            throw new IllegalArgumentException("Not a compressed registration: " + e.getMessage(), e);
        }
    }

    private static RegisterBrokerBody read(ByteBuffer plain) {
        DataVersion version = Json.fromJson(bytes(plain), DataVersion.class);
        int count = plain.getInt();
        if (count < 0 || count > MAX_TOPICS) {
            throw new IllegalArgumentException("A registration of " + count + " topics, at most " + MAX_TOPICS);
        }
        Map<String, TopicConfig> topics = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String line = new String(bytes(plain), UTF_8);
            TopicConfig topic = new TopicConfig();
            if (!topic.decode(line)) {
                throw new IllegalArgumentException("Not a topic in a registration: " + line);
            }
            topics.put(topic.getTopicName(), topic);
        }
        String[] filterServers = Json.fromJson(bytes(plain), String[].class);
        return new RegisterBrokerBody(new TopicConfigSerializeWrapper(topics, version), Arrays.asList(filterServers));
    }

    private static byte[] bytes(ByteBuffer plain) {
        int length = plain.getInt();
        if (length < 0 || length > plain.remaining()) {
            throw new IllegalArgumentException(
                    "A registration with " + length + " bytes where " + plain.remaining() + " are left");
        }
        byte[] bytes = new byte[length];
        plain.get(bytes);
        return bytes;
    }
}
