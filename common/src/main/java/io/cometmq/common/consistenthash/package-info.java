/** Consistent hashing, as far as applications of the client API see it. */
package io.cometmq.common.consistenthash;
