package io.cometmq.broker.message;

import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.store.AppendStatus;

/** How the store's answer to an append is told to clients (docs/protocol/request-codes.md, SEND_MESSAGE). */
public final class AppendCodes {
    private AppendCodes() {}

    public static int of(AppendStatus status) {
        return switch (status) {
            case OK -> ResponseCode.SUCCESS;
            case FLUSH_DISK_TIMEOUT -> ResponseCode.FLUSH_DISK_TIMEOUT;
            case MESSAGE_TOO_LARGE, PROPERTIES_TOO_LARGE, TOPIC_TOO_LONG, MESSAGE_ILLEGAL ->
                ResponseCode.MESSAGE_ILLEGAL;
            case SERVICE_NOT_AVAILABLE -> ResponseCode.SERVICE_NOT_AVAILABLE;
            case OS_PAGE_CACHE_BUSY -> ResponseCode.SYSTEM_BUSY;
        };
    }
}
