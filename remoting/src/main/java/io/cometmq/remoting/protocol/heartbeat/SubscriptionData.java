package io.cometmq.remoting.protocol.heartbeat;

import io.cometmq.common.filter.ExpressionType;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** What a consumer group wants of a topic (docs/protocol/request-codes.md). Mutable: who shares one does not change it. */
public class SubscriptionData implements Comparable<SubscriptionData> {
    /** Everything. */
    public static final String SUB_ALL = "*";

    private static final Comparator<String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<SubscriptionData> ORDER = Comparator.comparing(
                    SubscriptionData::getTopic, NULLS_FIRST)
            .thenComparing(SubscriptionData::getSubString, NULLS_FIRST);

    private boolean classFilterMode;
    private String topic;
    private String subString;
    private Set<String> tagsSet = new HashSet<>();
    private Set<Integer> codeSet = new HashSet<>();
    private long subVersion;
    private String expressionType = ExpressionType.TAG;

    /** No property of the JSON form: it is sent in a way of its own. */
    private transient String filterClassSource;

    public SubscriptionData() {
        this.subVersion = System.currentTimeMillis();
    }

    public SubscriptionData(String topic, String subString) {
        this();
        this.topic = topic;
        this.subString = subString;
    }

    public boolean isClassFilterMode() {
        return classFilterMode;
    }

    public void setClassFilterMode(boolean classFilterMode) {
        this.classFilterMode = classFilterMode;
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** The expression; {@code *} for everything. */
    public String getSubString() {
        return subString;
    }

    public void setSubString(String subString) {
        this.subString = subString;
    }

    /** The tags of a tag expression; empty for everything. */
    public Set<String> getTagsSet() {
        return tagsSet;
    }

    public void setTagsSet(Set<String> tagsSet) {
        this.tagsSet = tagsSet == null ? new HashSet<>() : tagsSet;
    }

    /** The hash codes of the tags. */
    public Set<Integer> getCodeSet() {
        return codeSet;
    }

    public void setCodeSet(Set<Integer> codeSet) {
        this.codeSet = codeSet == null ? new HashSet<>() : codeSet;
    }

    /** The client's time when it subscribed, in milliseconds: the later subscription counts. */
    public long getSubVersion() {
        return subVersion;
    }

    public void setSubVersion(long subVersion) {
        this.subVersion = subVersion;
    }

    public String getExpressionType() {
        return expressionType;
    }

    public void setExpressionType(String expressionType) {
        this.expressionType = expressionType;
    }

    public String getFilterClassSource() {
        return filterClassSource;
    }

    public void setFilterClassSource(String filterClassSource) {
        this.filterClassSource = filterClassSource;
    }

    @Override
    public int hashCode() {
        return Objects.hash(classFilterMode, codeSet, subString, tagsSet, topic, expressionType);
    }

    /** Equal in everything but the version: it says when, not what. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof SubscriptionData that
                        && classFilterMode == that.classFilterMode
                        && Objects.equals(topic, that.topic)
                        && Objects.equals(subString, that.subString)
                        && Objects.equals(expressionType, that.expressionType)
                        && tagsSet.equals(that.tagsSet)
                        && codeSet.equals(that.codeSet));
    }

    @Override
    public int compareTo(SubscriptionData other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "SubscriptionData [classFilterMode=" + classFilterMode + ", topic=" + topic + ", subString=" + subString
                + ", tagsSet=" + tagsSet + ", codeSet=" + codeSet + ", subVersion=" + subVersion + ", expressionType="
                + expressionType + "]";
    }
}
