package io.cometmq.common.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/** The address under which others most probably reach this machine. */
public final class LocalAddress {
    private LocalAddress() {}

    /**
     * The best address of the interfaces that are up: IPv4 before IPv6, public before private, never a link-local one;
     * the loopback address when there is nothing else.
     */
    public static InetAddress preferred() {
        List<InetAddress> addresses;
        try {
            addresses = NetworkInterface.networkInterfaces()
                    .filter(LocalAddress::isUsable)
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            return InetAddress.getLoopbackAddress();
        }
        return preferred(addresses);
    }

    static InetAddress preferred(List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address ->
                        !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isAnyLocalAddress())
                .min(Comparator.comparing((InetAddress address) -> !(address instanceof Inet4Address))
                        .thenComparing(InetAddress::isSiteLocalAddress))
                .orElseGet(InetAddress::getLoopbackAddress);
    }

    private static boolean isUsable(NetworkInterface networkInterface) {
        try {
            return networkInterface.isUp() && !networkInterface.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }
}
