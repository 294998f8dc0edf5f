package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.List;

/** What the families of {@link DefaultMQAdminExt} are made of, and the questions that several of them have. Immutable. */
record AdminParts(
        AdminCalls calls,
        NamesrvAdmin namesrv,
        BrokerAdmin broker,
        TopicAdmin topics,
        GroupAdmin groups,
        MessageAdmin messages,
        MessageLookup lookup) {
    static AdminParts with(AdminCalls calls) {
        NamesrvAdmin namesrv = new NamesrvAdmin(calls);
        MessageAdmin messages = new MessageAdmin(calls);
        return new AdminParts(
                calls,
                namesrv,
                new BrokerAdmin(calls),
                new TopicAdmin(calls),
                new GroupAdmin(calls),
                messages,
                new MessageLookup(namesrv, messages));
    }

    /**
     * The brokers that hold a group's offsets: those of the topic; without one, those of its retry topic; and all brokers as
     * long as the group has none, as nobody has consumed for it yet.
     */
    List<String> brokersOfGroup(String group, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        try {
            String place = topic == null ? MixAll.getRetryTopic(group) : topic;
            return Brokers.addresses(namesrv.route(place));
        } catch (MQBrokerException e) {
            if (topic != null || e.getResponseCode() != ResponseCode.TOPIC_NOT_EXIST) {
                throw e;
            }
            return List.copyOf(Brokers.masters(
                    List.copyOf(namesrv.clusterInfo(null).brokerAddrTable().values())));
        }
    }

    /** Asks one broker after the other, as each knows only the clients that are connected to it. */
    static <T> T firstAnswer(List<String> addresses, String of, Question<T> question)
            throws RemotingException, MQBrokerException, InterruptedException {
        MQBrokerException refused = new MQBrokerException(ResponseCode.TOPIC_NOT_EXIST, "no broker holds " + of);
        for (String address : addresses) {
            try {
                return question.ask(address);
            } catch (MQBrokerException e) {
                refused = e;
            }
        }
        throw refused;
    }

    interface Question<T> {
        T ask(String address) throws RemotingException, MQBrokerException, InterruptedException;
    }

    /**
     * The route of the topic or, when there is none, that of the template: a message to a queue of it creates the topic, where a
     * broker allows that (docs/protocol/semantics.md 2).
     */
    TopicRouteData routeForSending(String topic) throws RemotingException, MQBrokerException, InterruptedException {
        try {
            return namesrv.route(topic);
        } catch (MQBrokerException e) {
            if (e.getResponseCode() != ResponseCode.TOPIC_NOT_EXIST) {
                throw e;
            }
            try {
                return ofNewTopic(namesrv.route(TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC));
            } catch (MQBrokerException noTemplate) {
                e.addSuppressed(noTemplate);
                throw e;
            }
        }
    }

    /** A new topic gets as many queues as the sender asks for, and not more than the template has. */
    private static TopicRouteData ofNewTopic(TopicRouteData template) {
        List<QueueData> queues = template.queueDatas().stream()
                .map(data -> new QueueData(
                        data.brokerName(),
                        Math.min(data.readQueueNums(), MessageAdmin.QUEUES_OF_NEW_TOPIC),
                        Math.min(data.writeQueueNums(), MessageAdmin.QUEUES_OF_NEW_TOPIC),
                        data.perm(),
                        data.topicSysFlag()))
                .toList();
        return new TopicRouteData(
                template.orderTopicConf(), queues, template.brokerDatas(), template.filterServerTable());
    }

    String addressOf(MessageQueue queue) throws RemotingException, MQBrokerException, InterruptedException {
        for (BrokerData data : routeForSending(queue.getTopic()).brokerDatas()) {
            String address = Brokers.address(data);
            if (data.brokerName().equals(queue.getBrokerName()) && address != null) {
                return address;
            }
        }
        throw new MQBrokerException(
                ResponseCode.TOPIC_NOT_EXIST,
                "broker " + queue.getBrokerName() + " does not hold topic " + queue.getTopic());
    }
}
