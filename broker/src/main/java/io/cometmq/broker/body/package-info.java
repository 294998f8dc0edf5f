/** JSON bodies of requests and answers, at the border between the broker's processors and the wire. */
package io.cometmq.broker.body;
