package io.cometmq.client.impl.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.consumer.PushConsumerConfig;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.ConsumeOrderlyStatus;
import io.cometmq.client.consumer.listener.ConsumeReturnType;
import io.cometmq.common.message.MessageExt;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumptionRulesTest {
    @Test
    void theAckIndexCutsASuccessfulBatch() {
        assertThat(ackIndex(ConsumeConcurrentlyStatus.CONSUME_SUCCESS, Integer.MAX_VALUE))
                .isEqualTo(4);
        assertThat(ackIndex(ConsumeConcurrentlyStatus.CONSUME_SUCCESS, 2)).isEqualTo(2);
        assertThat(ackIndex(ConsumeConcurrentlyStatus.CONSUME_SUCCESS, -1)).isEqualTo(-1);
        assertThat(ackIndex(ConsumeConcurrentlyStatus.CONSUME_SUCCESS, -9)).isEqualTo(-1);
        assertThat(ackIndex(ConsumeConcurrentlyStatus.RECONSUME_LATER, 2)).isEqualTo(-1);
    }

    private static int ackIndex(ConsumeConcurrentlyStatus status, int index) {
        return ConcurrentListenerCall.ackIndex(status, index, 5);
    }

    @Test
    @SuppressWarnings("deprecation")
    void whatBecomesOfAnOrderlyBatch() {
        assertThat(settlement(ConsumeOrderlyStatus.SUCCESS, true)).isEqualTo("COMMIT");
        assertThat(settlement(ConsumeOrderlyStatus.SUCCESS, false)).isEqualTo("KEEP");
        assertThat(settlement(ConsumeOrderlyStatus.COMMIT, false)).isEqualTo("COMMIT");
        assertThat(settlement(ConsumeOrderlyStatus.ROLLBACK, false)).isEqualTo("ROLLBACK");
        assertThat(settlement(ConsumeOrderlyStatus.ROLLBACK, true)).isEqualTo("COMMIT");
        assertThat(settlement(ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT, true))
                .isEqualTo("AGAIN");
        assertThat(settlement(ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT, false))
                .isEqualTo("AGAIN");
    }

    private static String settlement(ConsumeOrderlyStatus status, boolean autoCommit) {
        return ConsumeMessageOrderlyService.settlement(status, autoCommit).name();
    }

    @Test
    void howACallEnded() {
        assertThat(ListenerHooks.type(true, true, true, false)).isEqualTo(ConsumeReturnType.EXCEPTION);
        assertThat(ListenerHooks.type(false, true, true, false)).isEqualTo(ConsumeReturnType.RETURNNULL);
        assertThat(ListenerHooks.type(false, false, true, true)).isEqualTo(ConsumeReturnType.TIME_OUT);
        assertThat(ListenerHooks.type(false, false, false, true)).isEqualTo(ConsumeReturnType.FAILED);
        assertThat(ListenerHooks.type(false, false, false, false)).isEqualTo(ConsumeReturnType.SUCCESS);
    }

    @Test
    void pullingStopsAtEachLimit() {
        PushConsumerConfig config = new PushConsumerConfig();
        config.setPullThresholdForQueue(3);
        config.setPullThresholdSizeForQueue(1);
        config.setConsumeConcurrentlyMaxSpan(100);
        assertThat(exceeded(config, false, 3, 10, 1)).isNull();
        assertThat(exceeded(config, false, 4, 10, 1)).isEqualTo("messages");
        assertThat(exceeded(config, false, 2, 1024 * 1024, 1)).isEqualTo("bytes");
        assertThat(exceeded(config, false, 2, 10, 101)).isEqualTo("offset span");
        assertThat(exceeded(config, true, 2, 10, 101)).isNull();
    }

    @Test
    void limitsOfATopicAreSharedOutAmongItsQueues() {
        PushConsumerConfig config = new PushConsumerConfig();
        config.setPullThresholdForTopic(9);
        config.setPullThresholdSizeForTopic(2);
        assertThat(FlowControl.of(config, false, () -> 4)).isEqualTo(new FlowControl(2, 1024 * 1024, 2000));
        assertThat(FlowControl.of(config, false, () -> 0).maxMessages()).isEqualTo(9);
    }

    private static String exceeded(PushConsumerConfig config, boolean orderly, int messages, int bytes, long step) {
        ProcessQueue queue = new ProcessQueue(0);
        for (int i = 0; i < messages; i++) {
            MessageExt message = new MessageExt();
            message.setQueueOffset(i * step);
            message.setBody(new byte[bytes]);
            queue.put(List.of(message));
        }
        return FlowControl.of(config, orderly, () -> 1).exceeded(queue);
    }
}
