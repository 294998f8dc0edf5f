package io.cometmq.broker.route;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.body.RegisterBrokerBody;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.header.namesrv.QueryDataVersionRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.RegisterBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.UnRegisterBrokerRequestHeader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * The requests by which the broker announces itself (docs/protocol/request-codes.md, "Broker registration"). A body is made once for
 * all name servers and kept until topics or permissions change. Thread-safe.
 */
final class Registration {
    private static final class Body {
        final DataVersion version;
        final int brokerPermission;
        final boolean compressed;
        final byte[] bytes;
        final int crc;

        Body(TopicConfigSerializeWrapper all, BrokerConfig settings) {
            version = all.dataVersion();
            brokerPermission = settings.brokerPermission();
            compressed = settings.compressedRegister();
            bytes = new RegisterBrokerBody(
                            new TopicConfigSerializeWrapper(
                                    limited(all.topicConfigTable(), brokerPermission), all.dataVersion()),
                            List.of())
                    .encode(compressed);
            crc = crcOf(bytes);
        }

        boolean isOf(DataVersion otherVersion, BrokerConfig settings) {
            return version.equals(otherVersion)
                    && brokerPermission == settings.brokerPermission()
                    && compressed == settings.compressedRegister();
        }

        /** A broker that may not be read or written has no topics that may. */
        private static Map<String, TopicConfig> limited(Map<String, TopicConfig> topics, int brokerPermission) {
            if (PermName.isReadable(brokerPermission) && PermName.isWriteable(brokerPermission)) {
                return topics;
            }
            Map<String, TopicConfig> limited = new TreeMap<>();
            topics.forEach((name, topic) -> {
                TopicConfig copy = new TopicConfig(topic);
                copy.setPerm(topic.getPerm() & brokerPermission);
                limited.put(name, copy);
            });
            return limited;
        }

        /** As docs/protocol/message-formats.md 13 has it. */
        private static int crcOf(byte[] bytes) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            return (int) crc.getValue() & Integer.MAX_VALUE;
        }
    }

    private final Supplier<BrokerConfig> config;
    private final TopicConfigManager topics;
    private final String brokerAddress;
    private final String haAddress;

    /** The body made last; guarded by this. */
    private Body body;

    Registration(Supplier<BrokerConfig> config, TopicConfigManager topics, String brokerAddress, String haAddress) {
        this.config = config;
        this.topics = topics;
        this.brokerAddress = brokerAddress;
        this.haAddress = haAddress;
    }

    /** REGISTER_BROKER (103) with all topics. */
    RemotingCommand register() {
        BrokerConfig settings = config.get();
        Body current = body(settings);
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.REGISTER_BROKER,
                new RegisterBrokerRequestHeader(
                        settings.brokerName(),
                        brokerAddress,
                        settings.brokerClusterName(),
                        haAddress,
                        settings.brokerId(),
                        null,
                        false,
                        current.compressed,
                        current.crc,
                        null));
        request.setBody(current.bytes);
        return request;
    }

    private synchronized Body body(BrokerConfig settings) {
        if (body == null || !body.isOf(topics.dataVersion(), settings)) {
            body = new Body(topics.snapshot(), settings);
        }
        return body;
    }

    /** QUERY_DATA_VERSION (322): whether a registration would tell the name server anything new. */
    RemotingCommand queryDataVersion() {
        BrokerConfig settings = config.get();
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.QUERY_DATA_VERSION,
                new QueryDataVersionRequestHeader(
                        settings.brokerName(), brokerAddress, settings.brokerClusterName(), settings.brokerId()));
        request.setBody(Json.toJsonBytes(topics.dataVersion()));
        return request;
    }

    /** UNREGISTER_BROKER (104). */
    RemotingCommand unregister() {
        BrokerConfig settings = config.get();
        return RemotingCommand.createRequestCommand(
                RequestCode.UNREGISTER_BROKER,
                new UnRegisterBrokerRequestHeader(
                        settings.brokerName(), brokerAddress, settings.brokerClusterName(), settings.brokerId()));
    }
}
