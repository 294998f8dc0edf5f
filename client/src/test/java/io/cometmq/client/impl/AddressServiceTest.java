package io.cometmq.client.impl;

import static io.cometmq.client.fixture.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.common.message.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients without an address of a name server ask a web service for them, again and again. */
class AddressServiceTest {
    private static final String INTERVAL = "cometmq.client.addressFetchInterval";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;
    private volatile String addresses;
    private HttpServer web;

    @BeforeEach
    void start() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        web.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] answer = addresses.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        web.start();
        System.setProperty(
                NameServerAddresses.DOMAIN_PROPERTY,
                "127.0.0.1:" + web.getAddress().getPort());
        System.setProperty(INTERVAL, "50");
    }

    @AfterEach
    void stop() {
        System.clearProperty(NameServerAddresses.DOMAIN_PROPERTY);
        System.clearProperty(INTERVAL);
        web.stop(0);
    }

    @Test
    void newAddressesAreFollowedAndAFailingServiceIsSurvived() throws Exception {
        try (FakeNameServer first = new FakeNameServer();
                FakeNameServer second = new FakeNameServer();
                FakeBroker broker = new FakeBroker("broker-a")) {
            first.route("Old", 1, broker);
            second.route("New", 1, broker);
            addresses = first.address() + "\n";
            DefaultMQProducer producer = new DefaultMQProducer("PG_web");
            producer.setUnitName("north");
            producer.setSendMsgTimeout((int) TimeUnit.SECONDS.toMillis(30));
            producer.start();
            try {
                assertThat(producer.send(new Message("Old", new byte[1])).getSendStatus())
                        .isEqualTo(SendStatus.SEND_OK);
                addresses = second.address();
                await().ignoreExceptions()
                        .until(() ->
                                producer.send(new Message("New", new byte[1])).getSendStatus() == SendStatus.SEND_OK);
                status = 500;
                int before = asked.size();
                await().until(() -> asked.size() > before + 2);
                assertThat(producer.fetchPublishMessageQueues("New")).hasSize(1);
            } finally {
                producer.shutdown();
            }
        }
        assertThat(asked).containsOnly("/rocketmq/nsaddr-north?nofix=1");
    }
}
