package io.cometmq.broker.pull;

import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;

/** A pull that is not carried out. No stack trace: it says something about the consumer, not about us. */
final class PullRefusedException extends Exception {
    private static final int NOT_FORBIDDEN = 0;

    private final int code;
    private final int forbiddenType;

    PullRefusedException(int code, String remark) {
        this(code, NOT_FORBIDDEN, remark);
    }

    private PullRefusedException(int code, int forbiddenType, String remark) {
        super(remark, null, false, false);
        this.code = code;
        this.forbiddenType = forbiddenType;
    }

    static PullRefusedException forbidden(int forbiddenType, String remark) {
        return new PullRefusedException(ResponseCode.NO_PERMISSION, forbiddenType, remark);
    }

    RemotingCommand answer() {
        RemotingCommand answer = RemotingCommand.createResponseCommand(code, getMessage());
        if (forbiddenType != NOT_FORBIDDEN) {
            answer.addExtField("forbiddenType", Integer.toString(forbiddenType));
        }
        return answer;
    }
}
