package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.acl.common.AclClientRPCHook;
import io.cometmq.acl.common.SessionCredentials;
import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Patience;
import io.cometmq.remoting.RPCHook;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client's signatures, checked by RocketMQ's broker: it answers only those that it can verify. */
class AclClientIT {
    private static final String AUTHENTICATION = "org.apache.rocketmq.auth.authentication.provider.";
    private static final RPCHook KNOWN = new AclClientRPCHook(new SessionCredentials("comet-user", "comet-secret"));
    private static final RPCHook IMPOSTOR = new AclClientRPCHook(new SessionCredentials("comet-user", "guessed"));

    @TempDir
    Path directory;

    private static DefaultMQProducer producer(Cluster cluster, String name, RPCHook hook) throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("PG_acl", hook);
        producer.setNamesrvAddr(cluster.nameServerAddress());
        producer.setInstanceName("acl-" + name);
        producer.setSendMsgTimeout(Patience.CALL_MILLIS);
        producer.setMqClientApiTimeout(Patience.CALL_MILLIS);
        producer.setRetryTimesWhenSendFailed(0);
        producer.start();
        return producer;
    }

    @Test
    void signedRequestsAreAnsweredAndOthersRefused() throws Exception {
        String user = "{\"username\":\"comet-user\",\"password\":\"comet-secret\"}";
        String inner = "{\"accessKey\":\"comet-user\",\"secretKey\":\"comet-secret\"}";
        try (Cluster cluster = new Cluster(directory, Cluster.Make.ROCKETMQ)
                .with("authenticationEnabled", "true")
                .with("authenticationProvider", AUTHENTICATION + "DefaultAuthenticationProvider")
                .with("authenticationMetadataProvider", AUTHENTICATION + "LocalAuthenticationMetadataProvider")
                .with("initAuthenticationUser", user)
                .with("innerClientAuthenticationCredentials", inner)
                .start()) {
            DefaultMQProducer known = producer(cluster, "known", KNOWN);
            Message message = new Message("Signed", "tag", "k", new byte[] {1});
            message.putUserProperty("ключ", "valeur ✓");
            assertThat(known.send(message).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
            assertThat(known.send(List.of(new Message("Signed", new byte[1]), new Message("Signed", new byte[1])))
                            .getSendStatus())
                    .isEqualTo(SendStatus.SEND_OK);
            // One that finds nothing throws.
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(known.queryMessage("Signed", "k", 4, 0, Long.MAX_VALUE)
                                    .getMessageList())
                            .hasSize(1));
            known.shutdown();

            for (RPCHook hook : new RPCHook[] {IMPOSTOR, null}) {
                DefaultMQProducer refused = producer(cluster, hook == null ? "nobody" : "impostor", hook);
                assertThatThrownBy(() -> refused.send(new Message("Signed", new byte[1])))
                        .isInstanceOf(MQClientException.class)
                        .hasMessageContaining("CODE: 16");
                refused.shutdown();
            }

            Set<String> consumed = ConcurrentHashMap.newKeySet();
            DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_acl", KNOWN);
            consumer.setNamesrvAddr(cluster.nameServerAddress());
            consumer.setMqClientApiTimeout(Patience.CALL_MILLIS);
            consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
            consumer.subscribe("Signed", "*");
            consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
                messages.forEach(each -> consumed.add(each.getMsgId()));
                return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
            consumer.start();
            await().until(() -> consumed.size() == 3);
            consumer.shutdown();
        }
    }
}
