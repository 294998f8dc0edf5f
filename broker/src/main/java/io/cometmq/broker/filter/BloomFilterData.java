package io.cometmq.broker.filter;

/**
 * The bits of one group and topic in a bit map; part of consumerFilter.json.
 *
 * @param bitPos their places
 * @param bitNum size of the bit map
 */
@SuppressWarnings("ArrayRecordComponent") // as it is in the file; not changed
public record BloomFilterData(int[] bitPos, int bitNum) {}
