package io.cometmq.client.impl;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.message.Message;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.heartbeat.ProducerData;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MQClientInstanceTest {
    private FakeNameServer nameServer;
    private FakeBroker master;
    private FakeBroker slave;

    @BeforeEach
    void start() throws Exception {
        nameServer = new FakeNameServer();
        master = new FakeBroker("broker-a");
        slave = new FakeBroker("broker-a");
        BrokerData both =
                new BrokerData("cluster", "broker-a", Map.of(0L, master.address(), 1L, slave.address()), null, false);
        nameServer.route(
                "Orders",
                new TopicRouteData(null, List.of(new QueueData("broker-a", 1, 1, 6, 0)), List.of(both), Map.of()));
    }

    @AfterEach
    void stop() {
        master.close();
        slave.close();
        nameServer.close();
    }

    private DefaultMQProducer producer(String group, String instanceName) {
        DefaultMQProducer producer = new DefaultMQProducer(group);
        Patience.with(producer, nameServer);
        producer.setInstanceName(instanceName);
        producer.setHeartbeatBrokerInterval(200);
        producer.setPollNameServerInterval(200);
        return producer;
    }

    @Test
    void aClientThatOnlyProducesReportsToMastersOnly() throws Exception {
        DefaultMQProducer producer = producer("PG", "heartbeats");
        producer.start();
        producer.send(new Message("Orders", new byte[1]));

        await().untilAsserted(() -> assertThat(master.heartbeats()).hasSizeGreaterThan(1));

        assertThat(master.heartbeats().get(0).clientID()).isEqualTo(producer.buildMQClientId());
        assertThat(master.heartbeats().get(0).producerDataSet()).containsExactly(new ProducerData("PG"));
        assertThat(slave.heartbeats()).isEmpty();
        producer.shutdown();
        assertThat(master.requests(RequestCode.UNREGISTER_CLIENT))
                .singleElement()
                .satisfies(request -> assertThat(request.fields())
                        .containsEntry("producerGroup", "PG")
                        .containsEntry("clientID", producer.buildMQClientId()));
    }

    @Test
    void aConnectionThatBreaksIsReportedOnAtOnce() throws Exception {
        DefaultMQProducer producer = producer("PG", "reconnects");
        producer.setHeartbeatBrokerInterval(60_000);
        producer.start();
        producer.send(new Message("Orders", new byte[1]));
        await().untilAsserted(() -> assertThat(master.heartbeats()).isNotEmpty());
        int before = master.heartbeats().size();

        master.connections().forEach(Connection::close);
        await().untilAsserted(() -> assertThat(master.connections()).isEmpty());
        producer.send(new Message("Orders", new byte[1]));

        await().untilAsserted(() -> assertThat(master.heartbeats()).hasSizeGreaterThan(before));
        producer.shutdown();
    }

    @Test
    void clientsOfOneIdShareAnInstanceThatEndsWithTheLast() throws Exception {
        int before = MQClientManager.getInstance().size();
        DefaultMQProducer one = producer("PG1", "shared");
        DefaultMQProducer two = producer("PG2", "shared");
        one.start();
        two.start();
        assertThat(MQClientManager.getInstance().size()).isEqualTo(before + 1);
        one.send(new Message("Orders", new byte[1]));
        await().untilAsserted(() -> assertThat(master.heartbeats())
                .anySatisfy(heartbeat -> assertThat(heartbeat.producerDataSet())
                        .containsExactlyInAnyOrder(new ProducerData("PG1"), new ProducerData("PG2"))));

        one.shutdown();
        two.send(new Message("Orders", new byte[1]));
        two.shutdown();

        assertThat(MQClientManager.getInstance().size()).isEqualTo(before);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("@shared")));
    }

    @Test
    void routesAreRefreshed() throws Exception {
        DefaultMQProducer producer = producer("PG", "routes");
        producer.start();
        producer.send(new Message("Orders", new byte[1]));
        try (FakeBroker other = new FakeBroker("broker-b")) {
            nameServer.route("Orders", 1, other);

            await().untilAsserted(() -> assertThat(producer.send(new Message("Orders", new byte[1]))
                            .getMessageQueue()
                            .getBrokerName())
                    .isEqualTo("broker-b"));
        }
        producer.shutdown();
    }

    @Test
    void everyThreadOfAnInstanceIsADaemonWithATellingName() throws Exception {
        DefaultMQProducer producer = producer("PG", "threads");
        producer.start();
        producer.send(new Message("Orders", new byte[1]));

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().contains("@threads"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
        producer.shutdown();
    }
}
