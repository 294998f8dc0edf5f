/** What can go wrong between two processes, by the step at which it did. */
package io.cometmq.remoting.exception;
