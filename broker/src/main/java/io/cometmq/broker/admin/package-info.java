/**
 * What administrators ask of a broker, one processor per thing that is administered: topics, groups, offsets, clients, the broker
 * itself. May block: runs on the admin executor.
 */
package io.cometmq.broker.admin;
