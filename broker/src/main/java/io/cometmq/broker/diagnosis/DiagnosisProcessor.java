package io.cometmq.broker.diagnosis;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;

/** GET_BROKER_DIAGNOSIS (30001, docs/protocol/extensions.md 1): everything that was found. */
public final class DiagnosisProcessor implements RequestProcessor {
    private final SubscriptionConflicts conflicts;
    private final StuckQueues stuckQueues;
    private final UnknownTopics unknownTopics;
    private final TopicConfigManager topics;

    public DiagnosisProcessor(
            SubscriptionConflicts conflicts,
            StuckQueues stuckQueues,
            UnknownTopics unknownTopics,
            TopicConfigManager topics) {
        this.conflicts = conflicts;
        this.stuckQueues = stuckQueues;
        this.unknownTopics = unknownTopics;
        this.topics = topics;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) {
        return JsonBody.answer(new BrokerDiagnosis(
                conflicts.find(),
                stuckQueues.find(),
                unknownTopics.find(topics.all().keySet())));
    }
}
