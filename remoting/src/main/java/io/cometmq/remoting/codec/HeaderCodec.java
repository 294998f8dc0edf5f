package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.CommandHeader;

/** Reads and writes one header type, in whichever encoding the frame has. Stateless. */
public interface HeaderCodec<H extends CommandHeader> {
    /**
     * Reads a header.
     *
     * @throws RemotingCommandException when a required field is missing or a value is not of its type; the message names it
     */
    H read(FieldReader fields) throws RemotingCommandException;

    void write(H header, FieldWriter out);
}
