/**
 * SQL92 conditions over a message's properties (docs/protocol/semantics.md 14): text to tokens ({@link
 * io.cometmq.broker.filter.sql.Lexer}), tokens to an expression ({@link io.cometmq.broker.filter.sql.Parser}), and the expression
 * evaluated over the bytes of the properties ({@link io.cometmq.broker.filter.sql.PropertyValues}), without strings or maps.
 *
 * <p>Grammar, from weak to strong; everything but names and texts in any case:
 *
 * <pre>
 * condition  = conjunction { OR conjunction }
 * conjunction = equality { AND equality }
 * equality   = comparison { ("=" | "<>") comparison | IS [NOT] NULL }
 * comparison = unary { (">" | ">=" | "<" | "<=") unary | [NOT] BETWEEN unary AND unary | [NOT] IN "(" text { "," text } ")"
 *            | [NOT] (CONTAINS | STARTSWITH | ENDSWITH) text }
 * unary      = { "+" | "-" | NOT } primary
 * primary    = integer | float | text | TRUE | FALSE | NULL | name | "(" condition ")"
 * </pre>
 *
 * <p>Compiled expressions are immutable; the values of one message belong to one thread.
 */
package io.cometmq.broker.filter.sql;
