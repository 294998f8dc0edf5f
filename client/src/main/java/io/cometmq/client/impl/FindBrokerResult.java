package io.cometmq.client.impl;

/**
 * A broker that was found by name.
 *
 * @param brokerAddr ip:port
 * @param slave whether it is not the master
 * @param brokerVersion what it answered to the last heartbeat with; 0 when there was none yet
 */
public record FindBrokerResult(String brokerAddr, boolean slave, int brokerVersion) {
    public FindBrokerResult(String brokerAddr, boolean slave) {
        this(brokerAddr, slave, 0);
    }

    public String getBrokerAddr() {
        return brokerAddr;
    }

    public boolean isSlave() {
        return slave;
    }

    public int getBrokerVersion() {
        return brokerVersion;
    }
}
