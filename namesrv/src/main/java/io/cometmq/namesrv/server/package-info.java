/** The process: which request goes where, how the parts are wired, started and stopped. */
package io.cometmq.namesrv.server;
