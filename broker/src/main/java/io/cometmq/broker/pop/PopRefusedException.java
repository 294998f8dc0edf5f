package io.cometmq.broker.pop;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;

/** A request that is not carried out. No stack trace: it says something about the consumer, not about us. */
final class PopRefusedException extends Exception {
    private final int code;

    PopRefusedException(int code, String remark) {
        super(remark, null, false, false);
        this.code = code;
    }

    /** @param header what consumers of the family read whatever the code is; null: nothing */
    RemotingCommand answer(CommandHeader header) {
        RemotingCommand answer = header == null
                ? RemotingCommand.createResponseCommand(code, getMessage())
                : RemotingCommand.createResponseCommandWithHeader(code, header);
        answer.setRemark(getMessage());
        return answer;
    }
}
