package io.cometmq.broker.send;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.header.ReceivedSendHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.netty.buffer.ByteBuf;

/**
 * One send on its way to the store.
 *
 * @param body the message or the batch; null when there is none. A one-way request lets go of it as soon as its processor returns:
 *     who needs it longer retains it
 * @param clientVersion the sender's release (docs/protocol/remoting.md 2.2)
 */
public record SendRequest(Exchange exchange, ReceivedSendHeader header, ByteBuf body, int clientVersion) {
    public static SendRequest of(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        return new SendRequest(
                exchange,
                request.decodeCommandCustomHeader(ReceivedSendHeader.class),
                request.body(),
                request.getVersion());
    }

    public void retain() {
        if (body != null) {
            body.retain();
        }
    }

    public void release() {
        if (body != null) {
            body.release();
        }
    }
}
