/**
 * What administrators tell the name server: named values that it keeps for others ({@link io.cometmq.namesrv.config.KvConfigManager})
 * and its own settings ({@link io.cometmq.namesrv.config.NamesrvConfig}). Values are immutable snapshots; a change is on disk before it
 * can be seen.
 */
package io.cometmq.namesrv.config;
