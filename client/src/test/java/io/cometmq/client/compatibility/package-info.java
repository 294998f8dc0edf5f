/** Compares our public API with the listing of RocketMQ's (client-api.txt: the signatures that {@code javap} prints). */
package io.cometmq.client.compatibility;
