package io.cometmq.remoting.protocol;

import io.cometmq.common.MixAll;
import io.cometmq.common.topic.TopicValidator;

/**
 * Names of topics and groups in a namespace: {@code ns%name}, behind the prefix of retry and dead letter topics; what belongs
 * to the system has no namespace (docs/protocol/semantics.md 20). Stateless.
 */
public final class NamespaceUtil {
    public static final char NAMESPACE_SEPARATOR = '%';
    public static final String STRING_BLANK = "";
    public static final int RETRY_PREFIX_LENGTH = MixAll.RETRY_GROUP_TOPIC_PREFIX.length();
    public static final int DLQ_PREFIX_LENGTH = MixAll.DLQ_GROUP_TOPIC_PREFIX.length();

    private NamespaceUtil() {}

    /** The name with its namespace; as it is when there is no namespace, or it has this one already, or is the system's. */
    public static String wrapNamespace(String namespace, String resource) {
        if (isEmpty(namespace) || isEmpty(resource)) {
            return resource;
        }
        if (isSystemResource(resource) || isAlreadyWithNamespace(resource, namespace)) {
            return resource;
        }
        return prefix(resource) + namespace + NAMESPACE_SEPARATOR + withOutRetryAndDLQ(resource);
    }

    /** The group's retry topic, with the namespace. */
    public static String wrapNamespaceAndRetry(String namespace, String consumerGroup) {
        return isEmpty(consumerGroup)
                ? null
                : MixAll.RETRY_GROUP_TOPIC_PREFIX + wrapNamespace(namespace, consumerGroup);
    }

    public static boolean isAlreadyWithNamespace(String resource, String namespace) {
        return !isEmpty(namespace)
                && !isEmpty(resource)
                && !isSystemResource(resource)
                && withOutRetryAndDLQ(resource).startsWith(namespace + NAMESPACE_SEPARATOR);
    }

    /** The name without whatever namespace it has. */
    public static String withoutNamespace(String resource) {
        if (isEmpty(resource) || isSystemResource(resource)) {
            return resource;
        }
        String name = withOutRetryAndDLQ(resource);
        int separator = name.indexOf(NAMESPACE_SEPARATOR);
        return separator > 0 ? prefix(resource) + name.substring(separator + 1) : resource;
    }

    /** The name without this namespace; as it is when it has another one. */
    public static String withoutNamespace(String resource, String namespace) {
        return isAlreadyWithNamespace(resource, namespace) ? withoutNamespace(resource) : resource;
    }

    /** The namespace of a name; empty when it has none. */
    public static String getNamespaceFromResource(String resource) {
        if (isEmpty(resource) || isSystemResource(resource)) {
            return "";
        }
        String name = withOutRetryAndDLQ(resource);
        int separator = name.indexOf(NAMESPACE_SEPARATOR);
        return separator > 0 ? name.substring(0, separator) : "";
    }

    /** The name without the prefix of a retry or dead letter topic. */
    public static String withOutRetryAndDLQ(String resource) {
        return isEmpty(resource) ? "" : resource.substring(prefix(resource).length());
    }

    public static boolean isRetryTopic(String resource) {
        return resource != null && resource.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX);
    }

    public static boolean isDLQTopic(String resource) {
        return resource != null && resource.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX);
    }

    private static String prefix(String resource) {
        if (isRetryTopic(resource)) {
            return MixAll.RETRY_GROUP_TOPIC_PREFIX;
        }
        return isDLQTopic(resource) ? MixAll.DLQ_GROUP_TOPIC_PREFIX : "";
    }

    private static boolean isSystemResource(String resource) {
        return TopicValidator.isSystemTopic(resource) || MixAll.isSysConsumerGroup(resource);
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }
}
