/**
 * Transactional messages (docs/protocol/semantics.md 12): a message is stored as a half that nobody sees; its producer's verdict
 * makes it a message, or nothing. A half without a verdict is asked for.
 *
 * <pre>
 *  producer                       log
 *   | SEND, TRAN_MSG=true  --->   half topic          h0 h1 h2 h3 h4 ...
 *   | END_TRANSACTION h1   --->   the message itself, sysFlag COMMIT, with the log offset of h1   (commit only)
 *   |                      --->   op topic            "1,"                                        (what makes it decided)
 *   | <--- CHECK_TRANSACTION_STATE h3, each transactionCheckInterval
 * </pre>
 *
 * <p>The two topics are the whole state. In memory there is one bit for each half since the first undecided one
 * ({@link io.cometmq.broker.transaction.DecidedHalves}), and the verdicts that are being written; sending a half costs nothing here.
 * Both are rebuilt at the start from what the topics hold behind the offsets of CID_RMQ_SYS_TRANS. A commit whose op record was not
 * written any more is found in the log itself: each op record says up to where that is settled.
 *
 * <p>Invariants: a half is decided once; what is committed is stored before its op record; an answer comes after the op record.
 * {@link io.cometmq.broker.transaction.TransactionLedger} alone changes the state, under its lock; requests come on the
 * end-transaction threads, checks on a thread of their own.
 */
package io.cometmq.broker.transaction;
