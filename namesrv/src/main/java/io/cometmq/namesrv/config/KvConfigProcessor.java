package io.cometmq.namesrv.config;

import io.cometmq.common.json.Json;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.header.namesrv.DeleteKVConfigRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetKVConfigRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetKVConfigResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetKVListByNamespaceRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.PutKVConfigRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import java.io.IOException;
import java.util.Map;

/** Answers what concerns the values kept for others: 100, 101, 102 and 219. */
public final class KvConfigProcessor {
    private final KvConfigManager values;

    public KvConfigProcessor(KvConfigManager values) {
        this.values = values;
    }

    public RemotingCommand put(Exchange exchange, RemotingCommand request)
            throws RemotingCommandException, IOException {
        PutKVConfigRequestHeader header = request.decodeCommandCustomHeader(PutKVConfigRequestHeader.class);
        values.put(header.namespace(), header.key(), header.value());
        return RemotingCommand.success(null);
    }

    public RemotingCommand get(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetKVConfigRequestHeader header = request.decodeCommandCustomHeader(GetKVConfigRequestHeader.class);
        String value = values.get(header.namespace(), header.key());
        return value == null
                ? notFound("No value of key " + header.key() + " in namespace " + header.namespace())
                : RemotingCommand.success(new GetKVConfigResponseHeader(value));
    }

    public RemotingCommand delete(Exchange exchange, RemotingCommand request)
            throws RemotingCommandException, IOException {
        DeleteKVConfigRequestHeader header = request.decodeCommandCustomHeader(DeleteKVConfigRequestHeader.class);
        values.delete(header.namespace(), header.key());
        return RemotingCommand.success(null);
    }

    public RemotingCommand list(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetKVListByNamespaceRequestHeader header =
                request.decodeCommandCustomHeader(GetKVListByNamespaceRequestHeader.class);
        Map<String, String> entries = values.list(header.namespace());
        if (entries.isEmpty()) {
            return notFound("No values in namespace " + header.namespace());
        }
        RemotingCommand answer = RemotingCommand.success(null);
        answer.setBody(Json.toJsonBytes(new KVTable(entries)));
        return answer;
    }

    private static RemotingCommand notFound(String remark) {
        return RemotingCommand.createResponseCommand(ResponseCode.QUERY_NOT_FOUND, remark);
    }
}
