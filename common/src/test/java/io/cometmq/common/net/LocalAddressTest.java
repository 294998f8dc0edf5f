package io.cometmq.common.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1 198.51.100.7, 198.51.100.7",
        "2001:db8::1 10.0.0.1, 10.0.0.1",
        "fe80::1 2001:db8::1, 2001:db8::1",
        "169.254.1.1 127.0.0.1, 127.0.0.1",
        "192.168.1.2 10.0.0.1, 192.168.1.2",
    })
    void prefersWhatOthersReach(String addresses, String expected) throws UnknownHostException {
        assertThat(LocalAddress.preferred(parse(addresses.split(" ", -1)))).isEqualTo(InetAddress.getByName(expected));
    }

    private static List<InetAddress> parse(String... addresses) {
        return Arrays.stream(addresses).map(LocalAddressTest::parse).toList();
    }

    private static InetAddress parse(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void alwaysFindsOne() {
        assertThat(LocalAddress.preferred()).isNotNull();
        assertThat(LocalAddress.preferred(List.of())).isEqualTo(InetAddress.getLoopbackAddress());
    }
}
