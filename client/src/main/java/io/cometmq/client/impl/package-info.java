/**
 * What producers and consumers share behind the public API: the calls to name servers and brokers, and the registry of the
 * client instances of the process.
 */
package io.cometmq.client.impl;
