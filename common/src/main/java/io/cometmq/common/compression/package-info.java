/**
 * Compression of message bodies: zlib from the JDK, LZ4 and Zstandard when their jars are there.
 *
 * <p>Compressors are stateless and safe for use by many threads. Facts: docs/protocol/message-formats.md 3.
 */
package io.cometmq.common.compression;
