package io.cometmq.client.impl.heartbeat;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.MQClientAPIImpl;
import io.cometmq.client.impl.route.BrokerAddresses;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What brokers are told of an instance's groups besides heartbeats: a check before the first, the end after the last. Thread-safe. */
public final class BrokerRegistrations {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerRegistrations.class);

    private final MQClientAPIImpl api;
    private final BrokerAddresses addresses;
    private final Predicate<String> connected;
    private final String clientId;
    private final long timeoutMillis;

    /** @param connected whether there is a connection to an address */
    public BrokerRegistrations(
            MQClientAPIImpl api,
            BrokerAddresses addresses,
            Predicate<String> connected,
            String clientId,
            long timeoutMillis) {
        this.api = api;
        this.addresses = addresses;
        this.connected = connected;
        this.clientId = clientId;
        this.timeoutMillis = timeoutMillis;
    }

    /** Tells every broker that has a connection; one that does not answer finds out by itself. */
    public void producerEnds(String group) {
        unregister(group, null);
    }

    /** As {@link #producerEnds}: the rest of the group takes the queues over when it is told. */
    public void consumerEnds(String group) {
        unregister(null, group);
    }

    private void unregister(String producerGroup, String consumerGroup) {
        for (BrokerAddresses.Broker broker : addresses.all()) {
            if (!connected.test(broker.address())) {
                continue;
            }
            try {
                api.unregisterClient(broker.address(), clientId, producerGroup, consumerGroup, timeoutMillis);
            } catch (RemotingException | MQBrokerException e) {
                LOG.info(
                        "group {} not unregistered from {}: {}",
                        producerGroup != null ? producerGroup : consumerGroup,
                        broker,
                        e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Has a broker check a subscription that is not by tag.
     *
     * @throws MQClientException when it is refused; the text says why
     */
    public void check(String address, String group, SubscriptionData subscription) throws MQClientException {
        try {
            api.checkClientInBroker(address, group, clientId, subscription, timeoutMillis);
        } catch (MQBrokerException e) {
            throw new MQClientException(e.getResponseCode(), e.getErrorMessage(), e);
        } catch (RemotingException e) {
            throw new MQClientException(
                    "Check client in broker error, maybe because you use " + subscription.getExpressionType()
                            + " to filter message, but server has not been upgraded to support! This error would not affect the launch of consumer, but may has impact on message receiving if you have use the new features which are not supported by server, please check the log!",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
