package io.cometmq.common.message;

import io.cometmq.common.net.LocalAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes and reads unique keys: client ip (4 or 16 bytes), pid (2), class loader hash (4), milliseconds since the start of
 * the month (4), counter (2), all in upper-case hex (docs/protocol/message-formats.md 5). Thread-safe.
 */
public final class MessageClientIDSetter {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int TAIL_BYTES = 2 + 4 + 4 + 2;
    private static final int IPV4_ID_LENGTH = 2 * (4 + TAIL_BYTES);
    private static final int IPV6_ID_LENGTH = 2 * (16 + TAIL_BYTES);
    private static final String PROCESS = processPart();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** Replaced as a whole when a month is over. */
    private static volatile Month month = Month.of(System.currentTimeMillis());

    private MessageClientIDSetter() {}

    private record Month(long startMillis, long endMillis) {
        static Month of(long timeMillis) {
            ZonedDateTime start = startOfMonth(timeMillis);
            return new Month(
                    start.toInstant().toEpochMilli(),
                    start.plusMonths(1).toInstant().toEpochMilli());
        }

        boolean contains(long timeMillis) {
            return startMillis <= timeMillis && timeMillis < endMillis;
        }
    }

    private static ZonedDateTime startOfMonth(long timeMillis) {
        return Instant.ofEpochMilli(timeMillis)
                .atZone(ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1);
    }

    private static String processPart() {
        byte[] ip = LocalAddress.preferred().getAddress();
        ByteBuffer bytes = ByteBuffer.allocate(ip.length + 2 + 4)
                .put(ip)
                .putShort((short) ProcessHandle.current().pid())
                .putInt(System.identityHashCode(MessageClientIDSetter.class.getClassLoader()));
        return HEX.formatHex(bytes.array());
    }

    public static String createUniqID() {
        long now = System.currentTimeMillis();
        Month current = month;
        if (!current.contains(now)) {
            current = Month.of(now);
            month = current;
        }
        StringBuilder id = new StringBuilder(IPV6_ID_LENGTH).append(PROCESS);
        HEX.formatHex(id, tail((int) (now - current.startMillis), (short) COUNTER.getAndIncrement()));
        return id.toString();
    }

    private static byte[] tail(int sinceMonthStartMillis, short counter) {
        return ByteBuffer.allocate(6)
                .putInt(sinceMonthStartMillis)
                .putShort(counter)
                .array();
    }

    /** Gives the message a unique key unless it has one. */
    public static void setUniqID(Message message) {
        if (!message.hasProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX)) {
            message.putProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, createUniqID());
        }
    }

    /** The message's unique key, null when it has none. */
    public static String getUniqID(Message message) {
        return message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
    }

    /**
     * When the id was made, as far as it tells: it holds the time within a month, so the last month in which that time
     * lies in the past is taken.
     *
     * @throws IllegalArgumentException when the text is not a unique key
     */
    @SuppressWarnings("JavaUtilDate") // RocketMQ's signature
    public static Date getNearlyTimeFromID(String id) {
        int timeOffset = ipLength(id) + 2 + 4;
        long sinceMonthStartMillis = bytes(id).getInt(timeOffset) & 0xFFFFFFFFL;
        long now = System.currentTimeMillis();
        ZonedDateTime start = startOfMonth(now);
        long time = start.toInstant().toEpochMilli() + sinceMonthStartMillis;
        if (time > now) {
            time = start.minusMonths(1).toInstant().toEpochMilli() + sinceMonthStartMillis;
        }
        return new Date(time);
    }

    /**
     * The ip address of the client that made the id, as text.
     *
     * @throws IllegalArgumentException when the text is not a unique key
     */
    public static String getIPStrFromID(String id) {
        byte[] ip = getIPFromID(id);
        if (ip.length == 4) {
            return (ip[0] & 0xFF) + "." + (ip[1] & 0xFF) + "." + (ip[2] & 0xFF) + "." + (ip[3] & 0xFF);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ip.length; i += 2) {
            text.append(i == 0 ? "" : ":");
            HexFormat.of().formatHex(text, ip, i, i + 2);
        }
        return text.toString();
    }

    /**
     * The ip address of the client that made the id: 4 or 16 bytes.
     *
     * @throws IllegalArgumentException when the text is not a unique key
     */
    public static byte[] getIPFromID(String id) {
        byte[] ip = new byte[ipLength(id)];
        bytes(id).get(ip);
        return ip;
    }

    /**
     * The low 16 bits of the pid of the process that made the id.
     *
     * @throws IllegalArgumentException when the text is not a unique key
     */
    public static int getPidFromID(String id) {
        int pidOffset = ipLength(id);
        return bytes(id).getShort(pidOffset) & 0xFFFF;
    }

    private static int ipLength(String id) {
        return switch (id.length()) {
            case IPV4_ID_LENGTH -> 4;
            case IPV6_ID_LENGTH -> 16;
            default -> throw new IllegalArgumentException("not a unique key, its length is " + id.length() + ": " + id);
        };
    }

    private static ByteBuffer bytes(String id) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(id));
    }
}
