package io.cometmq.client.producer;

import io.cometmq.client.ClientConfig;
import io.cometmq.common.MixAll;
import io.cometmq.common.compression.CompressionType;
import io.cometmq.common.compression.Compressor;
import io.cometmq.common.compression.CompressorFactory;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.protocol.ResponseCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** The settings of a producer; names and defaults are RocketMQ's. To be set before the producer starts. */
public class ProducerConfig extends ClientConfig {
    /** Answers after which a send is tried again (docs/protocol/response-codes.md, client reactions). */
    private final Set<Integer> retryResponseCodes = new CopyOnWriteArraySet<>(List.of(
            ResponseCode.TOPIC_NOT_EXIST,
            ResponseCode.SERVICE_NOT_AVAILABLE,
            ResponseCode.SYSTEM_ERROR,
            ResponseCode.SYSTEM_BUSY,
            ResponseCode.NO_PERMISSION,
            ResponseCode.NO_BUYER_ID,
            ResponseCode.NOT_IN_CURRENT_UNIT,
            ResponseCode.GO_AWAY));

    private String producerGroup;
    private List<String> topics = List.of();
    private String createTopicKey = TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC;
    private int defaultTopicQueueNums = 4;
    private int sendMsgTimeout = 3000;
    private int sendMsgMaxTimeoutPerRequest = -1;
    private int compressMsgBodyOverHowmuch = 1024 * 4;
    private int retryTimesWhenSendFailed = 2;
    private int retryTimesWhenSendAsyncFailed = 2;
    private boolean retryAnotherBrokerWhenNotStoreOK;
    private int maxMessageSize = 1024 * 1024 * 4;
    private boolean enableBackpressureForAsyncMode;
    private int backPressureForAsyncSendNum = 1024;
    private int backPressureForAsyncSendSize = 100 * 1024 * 1024;
    private int compressLevel = Integer.getInteger(MixAll.MESSAGE_COMPRESS_LEVEL, 5);
    private volatile boolean autoBatch;
    private final transient BatchLimits batchLimits = new BatchLimits();
    private CompressionType compressType =
            CompressionType.of(System.getProperty(MixAll.MESSAGE_COMPRESS_TYPE, CompressionType.ZLIB.name()));
    private Compressor compressor = CompressorFactory.getCompressor(compressType);

    ProducerConfig() {}

    /** Has sends tried again after this answer, too. */
    public void addRetryResponseCode(int responseCode) {
        retryResponseCodes.add(responseCode);
    }

    public Set<Integer> getRetryResponseCodes() {
        return retryResponseCodes;
    }

    /** The group that this producer is one of. */
    public String getProducerGroup() {
        return producerGroup;
    }

    public void setProducerGroup(String producerGroup) {
        this.producerGroup = producerGroup;
    }

    /** Topics whose routes are asked for at start. */
    public List<String> getTopics() {
        return topics;
    }

    public void setTopics(List<String> topics) {
        this.topics = topics;
    }

    /** The topic after which brokers create a topic that does not exist. */
    public String getCreateTopicKey() {
        return createTopicKey;
    }

    public void setCreateTopicKey(String createTopicKey) {
        this.createTopicKey = createTopicKey;
    }

    /** Queues per broker of a topic that a send creates. */
    public int getDefaultTopicQueueNums() {
        return defaultTopicQueueNums;
    }

    public void setDefaultTopicQueueNums(int defaultTopicQueueNums) {
        this.defaultTopicQueueNums = defaultTopicQueueNums;
    }

    /** Timeout of a send with all its retries, milliseconds. */
    public int getSendMsgTimeout() {
        return sendMsgTimeout;
    }

    public void setSendMsgTimeout(int sendMsgTimeout) {
        this.sendMsgTimeout = sendMsgTimeout;
    }

    /** Timeout of one of several attempts, milliseconds; -1: what is left of the whole. */
    public int getSendMsgMaxTimeoutPerRequest() {
        return sendMsgMaxTimeoutPerRequest;
    }

    public void setSendMsgMaxTimeoutPerRequest(int sendMsgMaxTimeoutPerRequest) {
        this.sendMsgMaxTimeoutPerRequest = sendMsgMaxTimeoutPerRequest;
    }

    /** Bodies of this size or more are compressed, bytes. */
    public int getCompressMsgBodyOverHowmuch() {
        return compressMsgBodyOverHowmuch;
    }

    public void setCompressMsgBodyOverHowmuch(int compressMsgBodyOverHowmuch) {
        this.compressMsgBodyOverHowmuch = compressMsgBodyOverHowmuch;
    }

    /** Further attempts of a synchronous send. */
    public int getRetryTimesWhenSendFailed() {
        return retryTimesWhenSendFailed;
    }

    public void setRetryTimesWhenSendFailed(int retryTimesWhenSendFailed) {
        this.retryTimesWhenSendFailed = retryTimesWhenSendFailed;
    }

    /** Further attempts of an asynchronous send. */
    public int getRetryTimesWhenSendAsyncFailed() {
        return retryTimesWhenSendAsyncFailed;
    }

    public void setRetryTimesWhenSendAsyncFailed(int retryTimesWhenSendAsyncFailed) {
        this.retryTimesWhenSendAsyncFailed = retryTimesWhenSendAsyncFailed;
    }

    /** Whether a message that was stored less safely than configured is sent to another broker as well. */
    public boolean isRetryAnotherBrokerWhenNotStoreOK() {
        return retryAnotherBrokerWhenNotStoreOK;
    }

    public void setRetryAnotherBrokerWhenNotStoreOK(boolean retryAnotherBrokerWhenNotStoreOK) {
        this.retryAnotherBrokerWhenNotStoreOK = retryAnotherBrokerWhenNotStoreOK;
    }

    /** Largest body, bytes. */
    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    /** Whether asynchronous sends wait when too many are under way. */
    public boolean isEnableBackpressureForAsyncMode() {
        return enableBackpressureForAsyncMode;
    }

    public void setEnableBackpressureForAsyncMode(boolean enableBackpressureForAsyncMode) {
        this.enableBackpressureForAsyncMode = enableBackpressureForAsyncMode;
    }

    /** Asynchronous sends under way at most. */
    public int getBackPressureForAsyncSendNum() {
        return backPressureForAsyncSendNum;
    }

    public void setBackPressureForAsyncSendNum(int backPressureForAsyncSendNum) {
        this.backPressureForAsyncSendNum = backPressureForAsyncSendNum;
    }

    /** Bytes of bodies in asynchronous sends under way at most. */
    public int getBackPressureForAsyncSendSize() {
        return backPressureForAsyncSendSize;
    }

    public void setBackPressureForAsyncSendSize(int backPressureForAsyncSendSize) {
        this.backPressureForAsyncSendSize = backPressureForAsyncSendSize;
    }

    /** Whether sends go to the brokers' fast port. */
    public boolean isSendMessageWithVIPChannel() {
        return isVipChannelEnabled();
    }

    public void setSendMessageWithVIPChannel(boolean sendMessageWithVIPChannel) {
        setVipChannelEnabled(sendMessageWithVIPChannel);
    }

    /** Effort of the compression, 1 to 9. */
    public int getCompressLevel() {
        return compressLevel;
    }

    public void setCompressLevel(int compressLevel) {
        this.compressLevel = compressLevel;
    }

    public CompressionType getCompressType() {
        return compressType;
    }

    /**
     * Chooses how bodies are compressed.
     *
     * @throws UnsupportedOperationException when the jar that it needs is not on the class path; the text names it
     */
    public void setCompressType(CompressionType compressType) {
        this.compressor = CompressorFactory.getCompressor(compressType);
        this.compressType = compressType;
    }

    public Compressor getCompressor() {
        return compressor;
    }

    /** Whether single sends are gathered into batches. */
    public boolean getAutoBatch() {
        return autoBatch;
    }

    public void setAutoBatch(boolean autoBatch) {
        this.autoBatch = autoBatch;
    }

    /** How long a message waits for others, milliseconds. */
    public int getBatchMaxDelayMs() {
        return batchLimits.holdMillis();
    }

    public void batchMaxDelayMs(int holdMs) {
        batchLimits.holdMillis(holdMs);
    }

    /** Bytes of bodies from which a batch is sent. */
    public long getBatchMaxBytes() {
        return batchLimits.holdBytes();
    }

    public void batchMaxBytes(long holdSize) {
        batchLimits.holdBytes(holdSize);
    }

    /** Bytes of bodies that wait in all batches; beyond them messages are sent on their own. */
    public long getTotalBatchMaxBytes() {
        return batchLimits.totalHoldBytes();
    }

    public void totalBatchMaxBytes(long totalHoldSize) {
        batchLimits.totalHoldBytes(totalHoldSize);
    }

    BatchLimits batchLimits() {
        return batchLimits;
    }
}
