package io.cometmq.namesrv.route;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * An immutable map from names to values, of which changed copies are cheap: a copy shares every bucket that did not change. It takes
 * two words per entry, so that a name server holds a million topics in little memory. Thread-safe because immutable.
 */
final class SnapshotMap<V> {
    /** Entries per bucket on the average, at most: short enough to search, long enough to keep the bucket array small. */
    private static final int MAX_MEAN_ENTRIES = 8;

    private static final int MIN_BUCKETS = 16;

    /** By spread hash; each bucket null or key, value, key, value ... */
    private final Object[][] buckets;

    private final int size;

    private SnapshotMap(Object[][] buckets, int size) {
        this.buckets = buckets;
        this.size = size;
    }

    static <V> SnapshotMap<V> empty() {
        return new SnapshotMap<>(new Object[MIN_BUCKETS][], 0);
    }

    int size() {
        return size;
    }

    /** Null when absent. */
    @SuppressWarnings("unchecked") // only values of type V are put
    V get(String key) {
        return (V) find(buckets, key);
    }

    private static Object find(Object[][] buckets, String key) {
        Object[] bucket = buckets[index(key, buckets.length)];
        int at = position(bucket, key);
        return at < 0 ? null : bucket[at + 1];
    }

    private static int index(String key, int length) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (length - 1);
    }

    private static int position(Object[] bucket, String key) {
        if (bucket != null) {
            for (int i = 0; i < bucket.length; i += 2) {
                if (bucket[i].equals(key)) {
                    return i;
                }
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked") // only values of type V are put
    void forEach(BiConsumer<String, ? super V> action) {
        for (Object[] bucket : buckets) {
            if (bucket != null) {
                for (int i = 0; i < bucket.length; i += 2) {
                    action.accept((String) bucket[i], (V) bucket[i + 1]);
                }
            }
        }
    }

    /** The keys in order; a copy. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        forEach((key, value) -> keys.add(key));
        return keys;
    }

    Editor<V> edit() {
        return new Editor<>(this);
    }

    /** Collects changes for the next snapshot. For one thread. */
    static final class Editor<V> {
        private final SnapshotMap<V> origin;
        private Object[][] buckets;
        private int size;

        private Editor(SnapshotMap<V> origin) {
            this.origin = origin;
            this.buckets = origin.buckets;
            this.size = origin.size;
        }

        @SuppressWarnings("unchecked") // only values of type V are put
        V get(String key) {
            return (V) find(buckets, key);
        }

        void put(String key, V value) {
            own();
            int index = index(key, buckets.length);
            Object[] bucket = buckets[index];
            int at = position(bucket, key);
            if (at >= 0) {
                Object[] changed = bucket.clone();
                changed[at + 1] = value;
                buckets[index] = changed;
                return;
            }
            buckets[index] = appended(bucket, key, value);
            size++;
            if (size > buckets.length * MAX_MEAN_ENTRIES) {
                grow();
            }
        }

        void remove(String key) {
            int index = index(key, buckets.length);
            int at = position(buckets[index], key);
            if (at < 0) {
                return;
            }
            own();
            Object[] bucket = buckets[index];
            Object[] rest = null;
            if (bucket.length > 2) {
                rest = new Object[bucket.length - 2];
                System.arraycopy(bucket, 0, rest, 0, at);
                System.arraycopy(bucket, at + 2, rest, at, rest.length - at);
            }
            buckets[index] = rest;
            size--;
        }

        private void own() {
            if (buckets == origin.buckets) {
                buckets = buckets.clone();
            }
        }

        private static Object[] appended(Object[] bucket, String key, Object value) {
            int length = bucket == null ? 0 : bucket.length;
            Object[] longer = bucket == null ? new Object[2] : Arrays.copyOf(bucket, length + 2);
            longer[length] = key;
            longer[length + 1] = value;
            return longer;
        }

        private void grow() {
            Object[][] wider = new Object[buckets.length * 4][];
            for (Object[] bucket : buckets) {
                for (int i = 0; bucket != null && i < bucket.length; i += 2) {
                    int index = index((String) bucket[i], wider.length);
                    wider[index] = appended(wider[index], (String) bucket[i], bucket[i + 1]);
                }
            }
            buckets = wider;
        }

        /** The map with the changes, the origin itself when there are none. Ends the editing. */
        SnapshotMap<V> snapshot() {
            SnapshotMap<V> result = buckets == origin.buckets ? origin : new SnapshotMap<>(buckets, size);
            buckets = null;
            return result;
        }
    }
}
