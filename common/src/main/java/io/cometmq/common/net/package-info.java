/**
 * The addresses of this machine.
 *
 * <p>Pure functions over what the operating system says.
 */
package io.cometmq.common.net;
