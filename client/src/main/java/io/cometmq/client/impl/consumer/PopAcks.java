package io.cometmq.client.impl.consumer;

import io.cometmq.client.impl.FindBrokerResult;
import io.cometmq.client.impl.PopApi;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.MixAll;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.header.AckMessageRequestHeader;
import io.cometmq.remoting.protocol.header.ChangeInvisibleTimeRequestHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells brokers what became of popped messages, naming the topic that was read: for one that comes again its retry topic. What does not reach the broker comes again when the message's time is over. Thread-safe.
 */
final class PopAcks {
    private static final Logger LOG = LoggerFactory.getLogger(PopAcks.class);
    private static final long TIMEOUT_MILLIS = 3_000;

    private final RateLimitedLog failures = new RateLimitedLog(LOG, Duration.ofSeconds(1));
    private final MQClientInstance instance;
    private final PopApi api;
    private final String group;

    /** Requests without an answer; guarded by this. */
    private int underWay;

    PopAcks(MQClientInstance instance, PopApi api, String group) {
        this.instance = instance;
        this.api = api;
        this.group = group;
    }

    /** @param topic that was popped, with its namespace */
    void acknowledge(MessageExt message, String topic, PopProcessQueue processQueue) {
        send(
                message,
                processQueue,
                "acknowledged",
                (address, handle) -> api.acknowledge(
                        address,
                        new AckMessageRequestHeader(
                                group,
                                handle.kind().topic(group, topic),
                                handle.queueId(),
                                handle.text(),
                                handle.queueOffset(),
                                handle.brokerName()),
                        TIMEOUT_MILLIS));
    }

    /** The message is to come again after that time. */
    void giveBack(MessageExt message, String topic, PopProcessQueue processQueue, long delayMillis) {
        send(
                message,
                processQueue,
                "given back",
                (address, handle) -> api.changeInvisibleTime(
                        address,
                        new ChangeInvisibleTimeRequestHeader(
                                group,
                                handle.kind().topic(group, topic),
                                handle.queueId(),
                                handle.text(),
                                handle.queueOffset(),
                                delayMillis,
                                handle.brokerName()),
                        TIMEOUT_MILLIS));
    }

    private interface Call {
        CompletableFuture<?> to(String address, PopHandle handle);
    }

    private void send(MessageExt message, PopProcessQueue processQueue, String what, Call call) {
        PopHandle handle = PopHandle.parse(message.getProperty(MessageConst.PROPERTY_POP_CK));
        String address = address(handle.brokerName());
        if (address == null) {
            processQueue.settled(1);
            failures.warn(
                    "message {} of group {} is not {}: broker {} has no address",
                    message.getMsgId(),
                    group,
                    what,
                    handle.brokerName());
            return;
        }
        begun();
        call.to(address, handle).whenComplete((answer, failure) -> {
            processQueue.settled(1);
            ended();
            if (failure != null) {
                failures.warn(
                        "message {} of group {} is not {}: {}", message.getMsgId(), group, what, failure.toString());
            }
        });
    }

    private String address(String brokerName) {
        FindBrokerResult broker = instance.findBrokerAddressInSubscribe(brokerName, MixAll.MASTER_ID, true);
        return broker == null ? null : broker.brokerAddr();
    }

    private synchronized void begun() {
        underWay++;
    }

    private synchronized void ended() {
        underWay--;
        notifyAll();
    }

    /** Waits for the answers that are missing, so that nothing comes twice because its consumer has ended. */
    synchronized void await(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (long left = millis; underWay > 0 && left > 0; ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
