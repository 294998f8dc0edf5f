package io.cometmq.client.consumer;

import io.cometmq.common.consumer.ConsumeFromWhere;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The settings of consumers that pull ahead of their application: where they begin, and how much may wait. */
public abstract class BufferingConsumerConfig extends ConsumerConfig {
    private ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
    private String consumeTimestamp = DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
            .format(LocalDateTime.now(ZoneId.systemDefault()).minusMinutes(30));
    private int pullThresholdForQueue = 1000;
    private int pullThresholdSizeForQueue = 100;
    private int pullBatchSize;

    BufferingConsumerConfig(int pullBatchSize) {
        this.pullBatchSize = pullBatchSize;
    }

    public ConsumeFromWhere getConsumeFromWhere() {
        return consumeFromWhere;
    }

    /** Where the group begins in a queue in which it has no offset. */
    public void setConsumeFromWhere(ConsumeFromWhere consumeFromWhere) {
        this.consumeFromWhere = consumeFromWhere;
    }

    public String getConsumeTimestamp() {
        return consumeTimestamp;
    }

    /** With {@code CONSUME_FROM_TIMESTAMP}: {@code yyyyMMddHHmmss}, local time; half an hour ago by default. */
    public void setConsumeTimestamp(String consumeTimestamp) {
        this.consumeTimestamp = consumeTimestamp;
    }

    public int getPullThresholdForQueue() {
        return pullThresholdForQueue;
    }

    /** Messages of a queue that may wait for the application. */
    public void setPullThresholdForQueue(int pullThresholdForQueue) {
        this.pullThresholdForQueue = pullThresholdForQueue;
    }

    public int getPullThresholdSizeForQueue() {
        return pullThresholdSizeForQueue;
    }

    /** MiB of a queue that may wait for the application. */
    public void setPullThresholdSizeForQueue(int pullThresholdSizeForQueue) {
        this.pullThresholdSizeForQueue = pullThresholdSizeForQueue;
    }

    public int getPullBatchSize() {
        return pullBatchSize;
    }

    /** Messages that one pull asks for. */
    public void setPullBatchSize(int pullBatchSize) {
        this.pullBatchSize = pullBatchSize;
    }
}
