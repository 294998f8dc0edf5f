/** Looking up single messages: by their place in the log and by key. May read old messages from the disk. */
package io.cometmq.broker.query;
