package io.cometmq.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.CreateTopicRequestHeader;
import java.nio.charset.StandardCharsets;

/** What an administrator sends, and what a test expects of the answer. */
final class Requests {
    static final String BROKER_NAME = "broker-t";

    private Requests() {}

    static RemotingCommand request(int code, CommandHeader header, Object body) {
        RemotingCommand request = RemotingCommand.createRequestCommand(code, header);
        if (body instanceof String text) {
            request.setBody(text.getBytes(StandardCharsets.UTF_8));
        } else if (body != null) {
            request.setBody(Json.toJsonBytes(body));
        }
        return request;
    }

    static RemotingCommand succeed(RunningBroker broker, int code, CommandHeader header, Object body) throws Exception {
        RemotingCommand answer = broker.call(request(code, header, body));
        assertThat(answer.getCode()).as(answer.getRemark()).isZero();
        return answer;
    }

    static <T> T ask(RunningBroker broker, int code, CommandHeader header, Class<T> type) throws Exception {
        return Json.fromJson(succeed(broker, code, header, null).getBody(), type);
    }

    static void refused(RunningBroker broker, RemotingCommand request, int code, String remark) throws Exception {
        RemotingCommand answer = broker.call(request);
        assertThat(answer.getRemark()).isEqualTo(remark);
        assertThat(answer.getCode()).isEqualTo(code);
    }

    static CreateTopicRequestHeader topic(String name, int queueNums, int perm, String attributes) {
        return new CreateTopicRequestHeader(
                name, "TBW102", queueNums, queueNums, perm, "SINGLE_TAG", 0, false, attributes, null);
    }

    static void createTopic(RunningBroker broker, String name, int queueNums) throws Exception {
        succeed(broker, RequestCode.UPDATE_AND_CREATE_TOPIC, topic(name, queueNums, 6, ""), null);
    }

    static MessageQueue queue(String topic, int queueId) {
        return new MessageQueue(topic, BROKER_NAME, queueId);
    }
}
