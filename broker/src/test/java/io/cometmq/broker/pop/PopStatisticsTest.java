package io.cometmq.broker.pop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.pop.PopClient.Pop;
import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.header.GetConsumeStatsRequestHeader;
import io.cometmq.remoting.protocol.header.ViewBrokerStatsDataRequestHeader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups that pop are seen in the statistics as those that pull are. */
class PopStatisticsTest {
    private static final String RETRY_TOPIC = "%RETRY%" + PopClient.GROUP + "_" + PopClient.TOPIC;

    @TempDir
    private Path directory;

    private RunningBroker broker;
    private PopClient client;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory);
        client = new PopClient(broker);
        broker.send(PopClient.TOPIC, 0, "a");
        broker.send(PopClient.TOPIC, 0, "b");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private <T> T ask(RemotingCommand request, Class<T> type) throws Exception {
        RemotingCommand answer = broker.call(request);
        assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.SUCCESS);
        return Json.fromJson(answer.getBody(), type);
    }

    private BrokerStatsData gets(String key) throws Exception {
        return ask(
                RemotingCommand.createRequestCommand(
                        RequestCode.VIEW_BROKER_STATS_DATA,
                        new ViewBrokerStatsDataRequestHeader("GROUP_GET_NUMS", key)),
                BrokerStatsData.class);
    }

    private ConsumeStats consumeStats(String topic) throws Exception {
        return ask(
                RemotingCommand.createRequestCommand(
                        RequestCode.GET_CONSUME_STATS, new GetConsumeStatsRequestHeader(PopClient.GROUP, topic, null)),
                ConsumeStats.class);
    }

    @Test
    void whatIsPoppedCounts() throws Exception {
        assertThat(client.pop(Pop.any(32, 60_000))).hasSize(2);

        assertThat(gets(PopClient.TOPIC + "@" + PopClient.GROUP).statsMinute().sum())
                .isEqualTo(2);
        assertThat(consumeStats(PopClient.TOPIC).consumeTps()).isPositive();
    }

    @Test
    void whatComesAgainIsShownToAGroupThatDoesNotSubscribeToIt() throws Exception {
        heartbeat();
        client.pop(Pop.any(1, 100));
        await("the message to come again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !consumeStats(RETRY_TOPIC).offsetTable().isEmpty());

        MessageQueue again = new MessageQueue(RETRY_TOPIC, "broker-t", 0);
        assertThat(consumeStats(RETRY_TOPIC).offsetTable().get(again).brokerOffset())
                .isEqualTo(1);
        client.pop(Pop.any(32, 60_000));
        await("an offset in the retry topic")
                .atMost(Duration.ofSeconds(30))
                .until(() -> consumeStats(null).offsetTable().containsKey(again));
    }

    private void heartbeat() throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null);
        request.setBody("""
                {"clientID":"c@1","producerDataSet":[],"consumerDataSet":[{"groupName":"G","consumeType":"CONSUME_POP",
                 "messageModel":"CLUSTERING","consumeFromWhere":"CONSUME_FROM_FIRST_OFFSET","unitMode":false,
                 "subscriptionDataSet":[{"topic":"T","subString":"*","expressionType":"TAG","subVersion":1}]}]}
                """.getBytes(UTF_8));
        assertThat(broker.call(request).getCode()).isEqualTo(ResponseCode.SUCCESS);
    }
}
