package io.cometmq.client.impl;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.client.impl.consumer.ConsumerServices;
import io.cometmq.client.impl.consumer.MQConsumerInner;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.header.GetConsumerRunningInfoRequestHeader;
import io.cometmq.remoting.protocol.header.NotifyConsumerIdsChangedRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientRemotingProcessorTest {
    private static final class Consumer implements MQConsumerInner {
        @Override
        public String groupName() {
            return "CG";
        }

        @Override
        public MessageModel messageModel() {
            return MessageModel.CLUSTERING;
        }

        @Override
        public ConsumeType consumeType() {
            return ConsumeType.CONSUME_PASSIVELY;
        }

        @Override
        public ConsumeFromWhere consumeFromWhere() {
            return ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
        }

        @Override
        public Set<SubscriptionData> subscriptions() {
            return Set.of(new SubscriptionData("Orders", "*"));
        }

        @Override
        public boolean tryRebalance() {
            return true;
        }

        @Override
        public void persistConsumerOffset() {}

        @Override
        public void updateTopicSubscribeInfo(String topic, Set<MessageQueue> queues) {}

        @Override
        public boolean isSubscribeTopicNeedUpdate(String topic) {
            return false;
        }

        @Override
        public boolean isUnitMode() {
            return false;
        }

        @Override
        public ConsumerRunningInfo consumerRunningInfo() {
            return new ConsumerRunningInfo(
                    Map.of("key", "value"), Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), null);
        }
    }

    private record Services(AtomicInteger rebalances) implements ConsumerServices {
        @Override
        public void start() {}

        @Override
        public void shutdown() {}

        @Override
        public void rebalanceImmediately() {
            rebalances.incrementAndGet();
        }
    }

    private FakeNameServer nameServer;
    private FakeBroker broker;
    private MQClientInstance instance;

    @BeforeEach
    void start() throws Exception {
        nameServer = new FakeNameServer();
        broker = new FakeBroker("broker-a");
        nameServer.route("Orders", 1, broker);
        ClientConfig config = new ClientConfig();
        Patience.with(config, nameServer);
        config.setInstanceName("requests-of-brokers");
        instance = MQClientManager.getInstance().acquire(config, null);
        instance.registerConsumer("CG", new Consumer());
        instance.start();
        instance.updateTopicRouteInfoFromNameServer("Orders");
        instance.sendHeartbeatToAllBrokerWithLock();
    }

    @AfterEach
    void stop() {
        MQClientManager.getInstance().release(instance);
        broker.close();
        nameServer.close();
    }

    private Connection client() {
        return broker.connections().iterator().next();
    }

    private RemotingCommand runningInfo(String group, boolean stacks) throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.GET_CONSUMER_RUNNING_INFO,
                new GetConsumerRunningInfoRequestHeader(group, instance.getClientId(), stacks));
        return client().call(request, Patience.CALL_MILLIS).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aHeartbeatSaysWhatIsConsumed() {
        assertThat(broker.heartbeats().get(0).consumerDataSet()).singleElement().satisfies(consumer -> {
            assertThat(consumer.groupName()).isEqualTo("CG");
            assertThat(consumer.subscriptionDataSet()).containsExactly(new SubscriptionData("Orders", "*"));
        });
    }

    @Test
    void aChangeOfTheGroupIsRebalancedOn() {
        Services services = instance.consumerServices(Services.class, made -> new Services(new AtomicInteger()));

        client().oneway(RemotingCommand.createRequestCommand(
                RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, new NotifyConsumerIdsChangedRequestHeader("CG")));

        await().untilAsserted(() -> assertThat(services.rebalances()).hasValue(1));
    }

    @Test
    void aBrokerLearnsWhatAConsumerIsDoing() throws Exception {
        ConsumerRunningInfo info = Json.fromJson(runningInfo("CG", false).getBody(), ConsumerRunningInfo.class);
        assertThat(info.properties()).containsEntry("key", "value");
        assertThat(info.jstack()).isNull();

        ConsumerRunningInfo withStacks = Json.fromJson(runningInfo("CG", true).getBody(), ConsumerRunningInfo.class);
        assertThat(withStacks.jstack()).contains("TID:").contains("aBrokerLearnsWhatAConsumerIsDoing");

        assertThat(runningInfo("Other", false).getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
    }

    @Test
    void whatIsNotThereIsSaidToBeUnsupported() throws Exception {
        RemotingCommand answer = client().call(
                        RemotingCommand.createRequestCommand(RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE, null),
                        Patience.CALL_MILLIS)
                .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.getCode()).isEqualTo(ResponseCode.REQUEST_CODE_NOT_SUPPORTED);
    }
}
