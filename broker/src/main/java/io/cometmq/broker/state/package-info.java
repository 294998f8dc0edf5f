/**
 * How the broker's small tables (topics, groups, offsets) reach their JSON files. Changes come from any thread, event loops
 * included; files are written by the disk executor, one at a time and always whole (docs/protocol/message-formats.md 10).
 */
package io.cometmq.broker.state;
