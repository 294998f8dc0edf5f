package io.cometmq.broker.pop;

import io.cometmq.remoting.protocol.pop.TopicKind;
import io.cometmq.store.MessageFilter;

/**
 * A queue that a pop looks at, and what it wants of it.
 *
 * @param initialAtEnd whether a group that has not consumed the queue begins at its end
 */
record PopSource(TopicKind kind, GroupQueue queue, MessageFilter filter, boolean initialAtEnd) {}
