package io.cometmq.tools.command.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.message.MessageExt;
import java.nio.charset.Charset;
import org.apache.commons.cli.ParseException;

/** A message as one line. Stateless. */
final class MessageText {
    private MessageText() {}

    static String line(MessageExt message, boolean withBody) {
        return line(message, withBody, UTF_8);
    }

    static String line(MessageExt message, boolean withBody, Charset charset) {
        String body = withBody ? new String(message.getBody(), charset) : "NOT PRINT BODY";
        return "MSGID: " + message.getMsgId() + " " + message + " BODY: " + body;
    }

    /** The charset of this name. */
    static Charset charset(String name) throws ParseException {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new ParseException("there is no charset " + name);
        }
    }
}
