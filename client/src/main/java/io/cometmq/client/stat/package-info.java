/** Figures of a client about itself. */
package io.cometmq.client.stat;
