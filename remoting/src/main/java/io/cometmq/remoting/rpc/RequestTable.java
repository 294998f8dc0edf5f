package io.cometmq.remoting.rpc;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Which processor answers which request code, and on whose thread: the one place to look it up. Filled while the server is wired,
 * read-only from then on.
 */
public final class RequestTable {
    /** @param executor null: on the event loop that read the request; the processor must not block then */
    public record Entry(RequestProcessor processor, Executor executor) {}

    private static final int DENSE_CODES = 1024;

    private final Entry[] dense = new Entry[DENSE_CODES];
    private final Map<Integer, Entry> sparse = new HashMap<>();

    /** For processors that never block: they run to completion on the event loop, without a change of thread. */
    public RequestTable onEventLoop(int code, RequestProcessor processor) {
        return put(code, new Entry(processor, null));
    }

    public RequestTable on(Executor executor, int code, RequestProcessor processor) {
        return put(code, new Entry(processor, executor));
    }

    private RequestTable put(int code, Entry entry) {
        if (find(code) != null) {
            throw new IllegalArgumentException("request code " + code + " has a processor already");
        }
        if (code >= 0 && code < DENSE_CODES) {
            dense[code] = entry;
        } else {
            sparse.put(code, entry);
        }
        return this;
    }

    /** Null when nobody answers the code. */
    public Entry find(int code) {
        return code >= 0 && code < DENSE_CODES ? dense[code] : sparse.get(code);
    }

    /** This table without some codes: for a port that does not serve all of them. */
    public RequestTable without(int... codes) {
        RequestTable rest = new RequestTable();
        System.arraycopy(dense, 0, rest.dense, 0, DENSE_CODES);
        rest.sparse.putAll(sparse);
        for (int code : codes) {
            if (code >= 0 && code < DENSE_CODES) {
                rest.dense[code] = null;
            } else {
                rest.sparse.remove(code);
            }
        }
        return rest;
    }
}
