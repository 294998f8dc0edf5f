package io.cometmq.broker.body;

import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;

/** Reads and writes bodies that are JSON. Stateless. */
public final class JsonBody {
    private JsonBody() {}

    /**
     * The request's body.
     *
     * @throws RemotingCommandException when there is none, or it is malformed: answered as SYSTEM_ERROR with the reason
     */
    public static <T> T read(RemotingCommand request, Class<T> type) throws RemotingCommandException {
        try {
            return Json.fromJson(request.getBody(), type);
        } catch (JsonException e) {
            throw new RemotingCommandException(e.getMessage(), e);
        }
    }

    /** A successful answer with this body. */
    public static RemotingCommand answer(Object body) {
        return answer(null, body);
    }

    /** A successful answer with this header and body. */
    public static RemotingCommand answer(CommandHeader header, Object body) {
        RemotingCommand response = RemotingCommand.success(header);
        response.setBody(Json.toJsonBytes(body));
        return response;
    }
}
