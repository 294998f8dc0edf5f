package io.cometmq.namesrv.route;

/** Which broker process: the same address in two clusters is two brokers, as RocketMQ's name server sees it. */
record BrokerAddress(String cluster, String address) {}
