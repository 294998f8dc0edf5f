/** A name server and a broker in one process, for a laptop or a test. They are the same as in processes of their own. */
package io.cometmq.standalone;
