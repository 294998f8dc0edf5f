/**
 * POP consumption (docs/protocol/semantics.md 13): the broker shares the messages of a queue out among the members of a group, and each
 * message that is not acknowledged in its time comes again.
 *
 * <pre>
 *  POP      PopMessageProcessor -> Pops -> InFlightQueue (what is handed out) -> ReviveJournal (ck) -> answer
 *  ACK      AckMessageProcessor -> InFlightTable -> ReviveJournal (ack) -> answer
 *  too late Expiries -> Reviver: stores the messages in the group's pop retry topic, notes them as acknowledged
 *  restart  ReviveJournal reads what is in flight; InFlightTable goes on with it
 * </pre>
 *
 * <p>{@link io.cometmq.broker.pop.InFlightQueue} owns what one group has in flight of one queue. Its journal is RocketMQ's revive topic, so
 * that either broker goes on with what the other left. A check point is in the journal before its messages are answered, and the
 * group's committed offset is never behind which something is handed out but not in the journal. So nothing is lost, whenever the
 * process dies. What is acknowledged is in the journal before the acknowledgement is answered.
 *
 * <p>Requests run on the event loop that read them; pops of old messages on the threads of slow reads. One thread moves what nobody
 * acknowledged; it sleeps until the next check point expires. A queue at rest holds nothing but its entry in the table.
 *
 * <p>Ordered pops need no check points: {@link io.cometmq.broker.pop.OrderedQueues} knows which messages at the head of a queue are
 * handed out, and hands out nothing behind them.
 */
package io.cometmq.broker.pop;
