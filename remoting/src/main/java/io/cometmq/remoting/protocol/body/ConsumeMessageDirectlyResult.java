package io.cometmq.remoting.protocol.body;

/**
 * Body of the answer to CONSUME_MESSAGE_DIRECTLY (309).
 *
 * @param order whether the listener is an ordered one
 * @param autoCommit whether an ordered listener leaves the commit to the client; true when missing
 * @param spentTimeMills how long the listener took, in milliseconds
 */
public record ConsumeMessageDirectlyResult(
        boolean order, Boolean autoCommit, CMResult consumeResult, String remark, long spentTimeMills) {
    public ConsumeMessageDirectlyResult {
        autoCommit = autoCommit == null || autoCommit;
    }
}
