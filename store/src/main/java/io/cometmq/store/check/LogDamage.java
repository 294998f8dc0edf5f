package io.cometmq.store.check;

import java.nio.file.Path;

/**
 * A stretch of the log that is no record, with good ones behind it.
 *
 * @param file where it is
 * @param from its first byte in the file
 * @param to the byte in the file at which a good record follows; the size of the file when there is none in it
 * @param fileStart commit log offset of the file
 * @param fileSize bytes of the file, as all files of the log have
 */
record LogDamage(Path file, int from, int to, long fileStart, int fileSize) {}
