package io.cometmq.common.message;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What an application sends: a topic, a body and properties. Not thread-safe; a message belongs to the thread that builds
 * it, and to the client from the send on.
 */
public class Message implements Serializable {
    private String topic;
    private int flag;
    private Map<String, String> properties;
    private byte[] body;
    private String transactionId;

    public Message() {}

    public Message(String topic, byte[] body) {
        this(topic, "", "", 0, body, true);
    }

    public Message(String topic, String tags, byte[] body) {
        this(topic, tags, "", 0, body, true);
    }

    public Message(String topic, String tags, String keys, byte[] body) {
        this(topic, tags, keys, 0, body, true);
    }

    public Message(String topic, String tags, String keys, int flag, byte[] body, boolean waitStoreMsgOK) {
        this.topic = topic;
        this.flag = flag;
        this.body = body;
        if (tags != null && !tags.isEmpty()) {
            putProperty(MessageConst.PROPERTY_TAGS, tags);
        }
        if (keys != null && !keys.isEmpty()) {
            putProperty(MessageConst.PROPERTY_KEYS, keys);
        }
        putProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, Boolean.toString(waitStoreMsgOK));
    }

    /** Sets a property of any name; a null value removes it. */
    final void putProperty(String name, String value) {
        if (value == null) {
            clearProperty(name);
            return;
        }
        getOrCreateProperties().put(name, value);
    }

    final void clearProperty(String name) {
        if (properties != null) {
            properties.remove(name);
        }
    }

    final void setProperties(Map<String, String> properties) {
        this.properties = properties;
    }

    private Map<String, String> getOrCreateProperties() {
        if (properties == null) {
            properties = new HashMap<>();
        }
        return properties;
    }

    /**
     * Sets a property of the application's own.
     *
     * @throws IllegalArgumentException when name or value is blank, or holds one of the characters that separate
     *     properties (U+0001, U+0002)
     * @throws RuntimeException when the name belongs to the system ({@link MessageConst#STRING_HASH_SET})
     */
    public void putUserProperty(String name, String value) {
        if (MessageConst.STRING_HASH_SET.contains(name == null ? "" : name)) {
            throw new RuntimeException("The property name " + name + " is used by the system, choose another one");
        }
        if (name == null || name.isBlank() || value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "A property needs a name and a value that are not blank: name=" + name + ", value=" + value);
        }
        if (holdsSeparator(name) || holdsSeparator(value)) {
            throw new IllegalArgumentException(
                    "The property " + name + " holds a character that separates properties (U+0001, U+0002)");
        }
        putProperty(name, value);
    }

    private static boolean holdsSeparator(String text) {
        return text.indexOf(MessageDecoder.NAME_VALUE_SEPARATOR) >= 0
                || text.indexOf(MessageDecoder.PROPERTY_SEPARATOR) >= 0;
    }

    public String getUserProperty(String name) {
        return getProperty(name);
    }

    public String getProperty(String name) {
        return properties == null ? null : properties.get(name);
    }

    public boolean hasProperty(String name) {
        return getProperty(name) != null;
    }

    /** The properties themselves, not a copy; never null. */
    public Map<String, String> getProperties() {
        return getOrCreateProperties();
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public String getTags() {
        return getProperty(MessageConst.PROPERTY_TAGS);
    }

    public void setTags(String tags) {
        putProperty(MessageConst.PROPERTY_TAGS, tags);
    }

    public String getKeys() {
        return getProperty(MessageConst.PROPERTY_KEYS);
    }

    /** Sets the keys: words separated by one blank. */
    public void setKeys(String keys) {
        putProperty(MessageConst.PROPERTY_KEYS, keys);
    }

    public void setKeys(Collection<String> keys) {
        setKeys(String.join(MessageConst.KEY_SEPARATOR, keys));
    }

    /** Level of the delayed delivery, 0 when there is none. */
    public int getDelayTimeLevel() {
        return (int) number(MessageConst.PROPERTY_DELAY_TIME_LEVEL, 0);
    }

    public void setDelayTimeLevel(int level) {
        putProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL, Integer.toString(level));
    }

    public long getDelayTimeSec() {
        return number(MessageConst.PROPERTY_TIMER_DELAY_SEC, 0);
    }

    public void setDelayTimeSec(long delaySeconds) {
        putProperty(MessageConst.PROPERTY_TIMER_DELAY_SEC, Long.toString(delaySeconds));
    }

    public long getDelayTimeMs() {
        return number(MessageConst.PROPERTY_TIMER_DELAY_MS, 0);
    }

    public void setDelayTimeMs(long delayMillis) {
        putProperty(MessageConst.PROPERTY_TIMER_DELAY_MS, Long.toString(delayMillis));
    }

    /** Moment of delivery, milliseconds since the epoch; 0 when there is none. */
    public long getDeliverTimeMs() {
        return number(MessageConst.PROPERTY_TIMER_DELIVER_MS, 0);
    }

    public void setDeliverTimeMs(long deliverTimeMillis) {
        putProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS, Long.toString(deliverTimeMillis));
    }

    /** Priority, -1 when there is none. */
    public int getPriority() {
        return (int) number(MessageConst.PROPERTY_PRIORITY, -1);
    }

    public void setPriority(int priority) {
        putProperty(MessageConst.PROPERTY_PRIORITY, Integer.toString(priority));
    }

    private long number(String name, long absent) {
        String text = getProperty(name);
        return text == null ? absent : Long.parseLong(text);
    }

    /** Whether the acknowledgement waits for flush and replication as the broker is configured; true by default. */
    public boolean isWaitStoreMsgOK() {
        String text = getProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK);
        return text == null || Boolean.parseBoolean(text);
    }

    public void setWaitStoreMsgOK(boolean waitStoreMsgOK) {
        putProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, Boolean.toString(waitStoreMsgOK));
    }

    public void setInstanceId(String instanceId) {
        putProperty(MessageConst.PROPERTY_INSTANCE_ID, instanceId);
    }

    public String getBuyerId() {
        return getProperty(MessageConst.PROPERTY_BUYER_ID);
    }

    public void setBuyerId(String buyerId) {
        putProperty(MessageConst.PROPERTY_BUYER_ID, buyerId);
    }

    /** A number for the application's own use; the broker stores it untouched. */
    public int getFlag() {
        return flag;
    }

    public void setFlag(int flag) {
        this.flag = flag;
    }

    public byte[] getBody() {
        return body;
    }

    public void setBody(byte[] body) {
        this.body = body;
    }

    public String getTransactionId() {
        return transactionId;
    }

    public void setTransactionId(String transactionId) {
        this.transactionId = transactionId;
    }

    @Override
    public String toString() {
        return "Message{topic='" + topic + "', flag=" + flag + ", properties=" + properties + ", body="
                + Arrays.toString(body) + ", transactionId='" + transactionId + "'}";
    }
}
