/** Error codes and small helpers of the public API that both producers and consumers use. */
package io.cometmq.client.common;
