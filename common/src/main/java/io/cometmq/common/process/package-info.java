/** What the main classes of servers have in common: what they say to the person who starts them, and how they end. */
package io.cometmq.common.process;
