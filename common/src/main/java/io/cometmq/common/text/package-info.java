/**
 * Text for people.
 *
 * <p>Pure functions.
 */
package io.cometmq.common.text;
