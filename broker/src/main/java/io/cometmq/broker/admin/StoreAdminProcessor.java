package io.cometmq.broker.admin;

import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an administrator has deleted of the store. */
public final class StoreAdminProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(StoreAdminProcessor.class);

    private final TopicConfigManager topics;
    private final DefaultMessageStore store;

    public StoreAdminProcessor(TopicConfigManager topics, DefaultMessageStore store) {
        this.topics = topics;
        this.store = store;
    }

    /** DELETE_EXPIRED_COMMITLOG (329) and CLEAN_EXPIRED_CONSUMEQUEUE (306): what is too old, and the queues' files that point to it. */
    public RemotingCommand deleteExpired(Exchange exchange, RemotingCommand request) {
        LOG.info("{} has expired files deleted", exchange.connection().remoteAddress());
        store.deleteExpiredFilesSoon();
        return RemotingCommand.success(null);
    }

    /** CLEAN_UNUSED_TOPIC (316): queues of topics that there are no longer. */
    public RemotingCommand deleteUnusedQueues(Exchange exchange, RemotingCommand request) {
        for (String topic : store.topics()) {
            if (topics.find(topic) == null && !topics.isSystemTopic(topic) && store.deleteTopic(topic)) {
                LOG.info(
                        "{} has the queues of topic {} deleted, which there is no longer",
                        exchange.connection().remoteAddress(),
                        topic);
            }
        }
        return RemotingCommand.success(null);
    }
}
