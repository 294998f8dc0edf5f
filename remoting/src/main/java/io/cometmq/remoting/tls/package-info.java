/** TLS on remoting connections (docs/protocol/remoting.md 7): the settings, and the contexts made of them. */
package io.cometmq.remoting.tls;
