package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueueAssignment;
import java.util.Set;

/** Body of the answer to QUERY_ASSIGNMENT (400). */
public record QueryAssignmentResponseBody(Set<MessageQueueAssignment> messageQueueAssignments) {
    public QueryAssignmentResponseBody {
        messageQueueAssignments = messageQueueAssignments == null ? Set.of() : messageQueueAssignments;
    }
}
