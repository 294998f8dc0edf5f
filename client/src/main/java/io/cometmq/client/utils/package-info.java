/** Helpers of the public API for request-reply. Stateless. */
package io.cometmq.client.utils;
