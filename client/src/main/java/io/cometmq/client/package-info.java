/**
 * What applications embed: configuration and the calls every client has. Producers are in {@code producer}, consumers in
 * {@code consumer}; what is behind them in {@code impl} is not for applications.
 */
package io.cometmq.client;
