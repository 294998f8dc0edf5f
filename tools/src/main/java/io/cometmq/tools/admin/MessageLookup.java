package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageClientIDSetter;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageId;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.BrokerData;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Finds messages on all brokers of a topic. Thread-safe. */
final class MessageLookup {
    private static final int MAX_BY_UNIQUE_KEY = 32;

    /** Unique keys carry the client's clock, the index goes by the broker's; they differ by this at most. */
    private static final long CLOCK_SKEW_MILLIS = 1000;

    private final NamesrvAdmin namesrv;
    private final MessageAdmin messages;

    MessageLookup(NamesrvAdmin namesrv, MessageAdmin messages) {
        this.namesrv = namesrv;
        this.messages = messages;
    }

    /** By offset id or, failing that, by unique key; null when there is none. */
    MessageExt byId(String topic, String id) throws RemotingException, MQBrokerException, InterruptedException {
        MessageExt found = byOffsetId(topic, id);
        if (found != null) {
            return found;
        }
        List<MessageExt> byKey = byUniqueKey(topic, id, timeOf(id), Long.MAX_VALUE);
        return byKey.isEmpty() ? null : byKey.get(0);
    }

    /** An offset id names a broker's address; only an address that the topic's route knows is asked. */
    private MessageExt byOffsetId(String topic, String id)
            throws RemotingException, MQBrokerException, InterruptedException {
        MessageId place;
        try {
            place = MessageDecoder.decodeMessageId(id);
        } catch (UnknownHostException | IllegalArgumentException e) {
            return null;
        }
        InetSocketAddress host = (InetSocketAddress) place.getAddress();
        String address = host.getAddress().getHostAddress() + ":" + host.getPort();
        for (BrokerData broker : namesrv.route(topic).brokerDatas()) {
            if (broker.brokerAddrs().containsValue(address)) {
                try {
                    return messages.view(address, topic, place.getOffset());
                } catch (MQBrokerException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private static long timeOf(String uniqueKey) {
        try {
            return MessageClientIDSetter.getNearlyTimeFromID(uniqueKey)
                            .toInstant()
                            .toEpochMilli()
                    - CLOCK_SKEW_MILLIS;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    List<MessageExt> byUniqueKey(String topic, String uniqueKey, long begin, long end)
            throws RemotingException, MQBrokerException, InterruptedException {
        return query(
                topic,
                uniqueKey,
                MAX_BY_UNIQUE_KEY,
                begin,
                end,
                true,
                message -> uniqueKey.equals(MessageClientIDSetter.getUniqID(message)));
    }

    List<MessageExt> byKey(String topic, String key, int maxNum, long begin, long end)
            throws RemotingException, MQBrokerException, InterruptedException {
        return query(topic, key, maxNum, begin, end, false, message -> hasKey(message, key));
    }

    private List<MessageExt> query(
            String topic, String key, int maxNum, long begin, long end, boolean unique, Predicate<MessageExt> matches)
            throws RemotingException, MQBrokerException, InterruptedException {
        List<MessageExt> found = new ArrayList<>();
        for (BrokerData broker : namesrv.route(topic).brokerDatas()) {
            String address = Brokers.address(broker);
            if (address != null) {
                // The index compares hashes: what came may have another key.
                messages.query(address, topic, key, maxNum, begin, end, unique).stream()
                        .filter(message -> Objects.equals(message.getTopic(), topic) && matches.test(message))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static boolean hasKey(MessageExt message, String key) {
        String keys = message.getKeys();
        return keys != null
                && Arrays.asList(keys.split(MessageConst.KEY_SEPARATOR, -1)).contains(key);
    }
}
