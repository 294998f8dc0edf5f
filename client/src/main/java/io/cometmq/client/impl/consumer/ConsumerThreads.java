package io.cometmq.client.impl.consumer;

import io.cometmq.client.impl.factory.MQClientInstance;

/** The two threads that all consumers of a client instance share: one that starts pulls, one that rebalances. */
public final class ConsumerThreads implements ConsumerServices {
    private final PullMessageService pullService;
    private final RebalanceService rebalanceService;

    private ConsumerThreads(MQClientInstance instance) {
        pullService = new PullMessageService(instance.getClientId());
        rebalanceService = new RebalanceService(instance.getClientId(), instance::doRebalance);
    }

    /** Those of the instance; made and started with the first consumer. */
    public static ConsumerThreads of(MQClientInstance instance) {
        return instance.consumerServices(ConsumerThreads.class, ConsumerThreads::new);
    }

    public PullMessageService pullService() {
        return pullService;
    }

    @Override
    public void start() {
        rebalanceService.start();
    }

    @Override
    public void shutdown() {
        rebalanceService.shutdown();
        pullService.shutdown();
    }

    @Override
    public void rebalanceImmediately() {
        rebalanceService.wakeup();
    }
}
