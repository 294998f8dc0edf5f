package io.cometmq.store.log;

import io.cometmq.store.FilterBitMaps;
import io.cometmq.store.dispatch.DispatchRequest;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Asks for the bit map of a dispatched record, whose properties it looks up in the log. Used by the dispatching thread. */
public final class RecordBitMaps implements Function<DispatchRequest, byte[]> {
    private final MappedFileQueue files;
    private final FilterBitMaps bitMaps;
    private final RecordCursor cursor = new RecordCursor();

    public RecordBitMaps(MappedFileQueue files, FilterBitMaps bitMaps) {
        this.files = files;
        this.bitMaps = bitMaps;
    }

    @Override
    public byte[] apply(DispatchRequest request) {
        MappedFile file = bitMaps == FilterBitMaps.NONE ? null : files.find(request.physicalOffset());
        if (file == null || !file.hold()) {
            return null;
        }
        try {
            cursor.wrap(file.readable(), (int) (request.physicalOffset() - file.startOffset()));
            ByteBuffer properties = file.readable().slice(cursor.propertiesIndex(), cursor.propertiesLength());
            return bitMaps.bitMap(request.queue().topic(), request.tagsCode(), properties);
        } finally {
            file.release();
        }
    }
}
