/**
 * Small state files, replaced atomically.
 *
 * <p>One owner per file; see StateFile.
 */
package io.cometmq.common.file;
