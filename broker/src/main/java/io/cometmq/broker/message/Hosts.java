package io.cometmq.broker.message;

import io.cometmq.common.sysflag.MessageSysFlag;
import java.net.InetAddress;

/** Hosts as records keep them: the address's 4 or 16 bytes, then the port in 4 (docs/protocol/message-formats.md 1.1). */
public final class Hosts {
    private static final int IPV4_BYTES = 4;

    private Hosts() {}

    public static byte[] encode(InetAddress address, int port) {
        byte[] ip = address.getAddress();
        byte[] host = new byte[ip.length + Integer.BYTES];
        System.arraycopy(ip, 0, host, 0, ip.length);
        host[ip.length] = (byte) (port >>> 24);
        host[ip.length + 1] = (byte) (port >>> 16);
        host[ip.length + 2] = (byte) (port >>> 8);
        host[ip.length + 3] = (byte) port;
        return host;
    }

    /** The system flag with the bits that say how long the two hosts are. */
    public static int mark(int sysFlag, byte[] bornHost, byte[] storeHost) {
        int flag = sysFlag & ~(MessageSysFlag.BORNHOST_V6_FLAG | MessageSysFlag.STOREHOSTADDRESS_V6_FLAG);
        flag |= isIpv6(bornHost) ? MessageSysFlag.BORNHOST_V6_FLAG : 0;
        return flag | (isIpv6(storeHost) ? MessageSysFlag.STOREHOSTADDRESS_V6_FLAG : 0);
    }

    private static boolean isIpv6(byte[] host) {
        return host.length != IPV4_BYTES + Integer.BYTES;
    }
}
