package io.cometmq.tools.benchmark;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how many bytes of heap another JVM on this machine has allocated, over a local JMX connection.
 *
 * <p>JDK 21 and later count for the whole JVM. Older ones count by thread: then the highest count seen of every thread is
 * summed, which leaves out what a thread allocated between the last reading and its end. Not thread-safe.
 */
final class AllocationMeter implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(AllocationMeter.class);

    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final ObjectName threading;
    private final Map<Long, Long> bytesByThread = new HashMap<>();
    private boolean totalIsCounted = true;

    private AllocationMeter(JMXConnector connector) throws IOException, JMException {
        this.connector = connector;
        server = connector.getMBeanServerConnection();
        threading = new ObjectName("java.lang:type=Threading");
    }

    /** Null, with the reason in the log, when that JVM cannot be asked. */
    // The address is not anybody's input: the broker's own JVM on this machine gave it through the attach socket.
    @SuppressWarnings("BanJNDI")
    static AllocationMeter attach(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
                return new AllocationMeter(JMXConnectorFactory.connect(url));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException | JMException | NoClassDefFoundError e) {
            log.warn("the allocation of process {} cannot be measured: {}", pid, e.toString());
            return null;
        }
    }

    long allocatedBytes() throws IOException {
        try {
            if (totalIsCounted) {
                return (long) server.getAttribute(threading, "TotalThreadAllocatedBytes");
            }
        } catch (AttributeNotFoundException e) {
            totalIsCounted = false;
        } catch (JMException e) {
            throw new IOException("the broker's JVM does not tell what it has allocated", e);
        }
        return sumOfThreads();
    }

    private long sumOfThreads() throws IOException {
        try {
            long[] ids = (long[]) server.getAttribute(threading, "AllThreadIds");
            long[] bytes = (long[]) server.invoke(
                    threading, "getThreadAllocatedBytes", new Object[] {ids}, new String[] {long[].class.getName()});
            for (int i = 0; i < ids.length; i++) {
                bytesByThread.merge(ids[i], bytes[i], Math::max);
            }
        } catch (JMException e) {
            throw new IOException("the broker's JVM does not tell what its threads have allocated", e);
        }
        return bytesByThread.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
