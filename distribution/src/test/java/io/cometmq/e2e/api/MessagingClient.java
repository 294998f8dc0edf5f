package io.cometmq.e2e.api;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the end-to-end tests ask of any client library: CometMQ's, or a released RocketMQ's in a class loader of its own. Implemented by
 * one source text that is compiled against each of them, so that the source compatibility is tested on the way.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content where it matters
public interface MessagingClient {
    Producer producer(String nameServers, String group);

    /**
     * A producer that goes round brokers which do not answer; only of libraries from release 5.2 on.
     *
     * @param answerMillis how long a broker may take to answer before another one is tried
     * @param avoidMillis how long it is avoided then
     */
    Producer producerAvoidingTheSlow(String nameServers, String group, int answerMillis, int avoidMillis);

    Consumer consumer(String nameServers, Subscription subscription, Handler handler);

    /**
     * @param execute what becomes of the local transaction of a message with these keys: COMMIT_MESSAGE, ROLLBACK_MESSAGE or UNKNOW
     * @param check what the producer says when it is asked later
     */
    TransactionProducer transactionProducer(
            String nameServers, String group, Function<String, String> execute, Function<String, String> check);

    /** Replies to every message of the topic. */
    Consumer replier(String nameServers, Subscription subscription, Function<byte[], byte[]> replies);

    /** The same library, whose producers and consumers write traces to a topic. */
    MessagingClient tracing(String topic);

    record Outgoing(
            String topic, String tags, String keys, Map<String, String> properties, byte[] body, int delayLevel) {
        public Outgoing(String topic, String tags, String keys, byte[] body) {
            this(topic, tags, keys, Map.of(), body, 0);
        }
    }

    /** @param recallHandle of a timer message, with the libraries that know it; else null */
    record Sent(
            String status,
            String msgId,
            String offsetMsgId,
            String brokerName,
            int queueId,
            long queueOffset,
            String recallHandle) {
        public Sent(String status, String msgId, String offsetMsgId, String brokerName, int queueId, long queueOffset) {
            this(status, msgId, offsetMsgId, brokerName, queueId, queueOffset, null);
        }
    }

    record Incoming(
            String topic,
            String tags,
            String keys,
            Map<String, String> properties,
            byte[] body,
            String msgId,
            String brokerName,
            int queueId,
            long queueOffset,
            int reconsumeTimes,
            long bornTimestamp) {}

    /** @param sharedByBroker whether the broker shares the queues out, and may let the group pop */
    record Subscription(
            String group,
            String topic,
            String expression,
            boolean orderly,
            boolean broadcasting,
            int maxReconsumeTimes,
            String instance,
            boolean sharedByBroker) {
        /** An expression that begins so is a condition over properties. */
        public static final String SQL = "SQL92: ";

        public static Subscription to(String group, String topic) {
            return new Subscription(group, topic, "*", false, false, -1, "DEFAULT", false);
        }

        public Subscription matching(String tags) {
            return new Subscription(
                    group, topic, tags, orderly, broadcasting, maxReconsumeTimes, instance, sharedByBroker);
        }

        public Subscription where(String condition) {
            return matching(SQL + condition);
        }

        public Subscription inOrder() {
            return new Subscription(
                    group, topic, expression, true, broadcasting, maxReconsumeTimes, instance, sharedByBroker);
        }

        public Subscription toEverybody() {
            return new Subscription(
                    group, topic, expression, orderly, true, maxReconsumeTimes, instance, sharedByBroker);
        }

        public Subscription atMostRetries(int times) {
            return new Subscription(group, topic, expression, orderly, broadcasting, times, instance, sharedByBroker);
        }

        public Subscription as(String instanceName) {
            return new Subscription(
                    group, topic, expression, orderly, broadcasting, maxReconsumeTimes, instanceName, sharedByBroker);
        }

        /** Only of libraries from release 5 on. */
        public Subscription asTheBrokerShares() {
            return new Subscription(group, topic, expression, orderly, broadcasting, maxReconsumeTimes, instance, true);
        }
    }

    /** True: consumed; false: try again later. */
    interface Handler extends Function<Incoming, Boolean> {}

    interface Producer extends AutoCloseable {
        Sent send(Outgoing message) throws Exception;

        Sent sendAsync(Outgoing message) throws Exception;

        void sendOneway(Outgoing message) throws Exception;

        /** To the queue that a hash of the key selects. */
        Sent sendByKey(Outgoing message, String key) throws Exception;

        Sent sendBatch(List<Outgoing> messages) throws Exception;

        /** Takes a timer message back; libraries since 5.4. */
        String recall(String topic, String recallHandle) throws Exception;

        /** Sends a request and waits for the body of the reply. */
        byte[] request(Outgoing message, long timeoutMillis) throws Exception;

        @Override
        void close();
    }

    interface TransactionProducer extends AutoCloseable {
        Sent send(Outgoing message) throws Exception;

        @Override
        void close();
    }

    interface Consumer extends AutoCloseable {
        @Override
        void close();
    }
}
