/** What applications may hang into sending and consuming: checks, traces, filters. */
package io.cometmq.client.hook;
