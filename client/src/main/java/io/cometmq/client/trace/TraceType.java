package io.cometmq.client.trace;

/** What a trace is about; the names travel (docs/protocol/semantics.md 21). */
public enum TraceType {
    Pub,
    Recall,
    SubBefore,
    SubAfter,
    EndTransaction
}
