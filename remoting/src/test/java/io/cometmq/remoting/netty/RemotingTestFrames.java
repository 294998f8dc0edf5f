package io.cometmq.remoting.netty;

import io.cometmq.remoting.codec.CommandEncoder;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Frames for tests that speak to a server over a bare socket. */
final class RemotingTestFrames {
    private RemotingTestFrames() {}

    static byte[] request(int code) {
        ByteBuf out = Unpooled.buffer();
        CommandEncoder.encodeHeader(RemotingCommand.createRequestCommand(code, null), 0, out);
        return ByteBufUtil.getBytes(out);
    }

    /** The next answer's frame as text. */
    static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
