/** Commands of mqadmin that leave what a cluster holds in files of JSON. */
package io.cometmq.tools.command.export;
