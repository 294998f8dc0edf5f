/**
 * Attributes of topics and groups: which there are, what values they take, and how a request changes them. Pure rules, shared by
 * the tables of topics and of groups.
 */
package io.cometmq.broker.attribute;
