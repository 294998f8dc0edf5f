package io.cometmq.broker.transaction;

import io.cometmq.broker.config.BrokerConfig;
import java.util.concurrent.TimeUnit;

/**
 * When halves are asked for. Immutable.
 *
 * @param timeOutMillis age of a half at which its producer is asked first
 * @param checkMax how often it is asked
 * @param checkIntervalMillis how long from one round of questions to the next
 * @param reservedMillis age at which a half is given up whatever its producer says
 */
record TransactionConfig(long timeOutMillis, int checkMax, long checkIntervalMillis, long reservedMillis) {
    static TransactionConfig of(BrokerConfig config, int fileReservedHours) {
        return new TransactionConfig(
                config.transactionTimeOut(),
                config.transactionCheckMax(),
                config.transactionCheckInterval(),
                TimeUnit.HOURS.toMillis(fileReservedHours));
    }
}
