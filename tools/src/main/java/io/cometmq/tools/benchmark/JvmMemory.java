package io.cometmq.tools.benchmark;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much memory another JVM on this machine holds; -1 where it cannot be told. Stateless. */
record JvmMemory(OptionalLong pid) {
    private static final Logger LOG = LoggerFactory.getLogger(JvmMemory.class);
    private static final int MEGABYTE_BITS = 20;

    static JvmMemory of(OptionalLong pid) {
        return new JvmMemory(pid);
    }

    /** What its heap holds after a collection. */
    // The address is not anybody's input: the measured JVM on this machine gave it through the attach socket.
    @SuppressWarnings("BanJNDI")
    long liveHeapMegabytes() {
        if (pid.isEmpty()) {
            return -1;
        }
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid.getAsLong()));
            try (JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
                MBeanServerConnection server = connector.getMBeanServerConnection();
                ObjectName memory = new ObjectName("java.lang:type=Memory");
                server.invoke(memory, "gc", null, null);
                CompositeData usage = (CompositeData) server.getAttribute(memory, "HeapMemoryUsage");
                return (long) usage.get("used") >> MEGABYTE_BITS;
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException | JMException | NoClassDefFoundError e) {
            LOG.warn("the heap of process {} cannot be measured: {}", pid.getAsLong(), e.toString());
            return -1;
        }
    }

    /** What its process holds of the machine's memory. */
    long residentMegabytes() throws IOException {
        if (pid.isEmpty()) {
            return -1;
        }
        return Files.readAllLines(Path.of("/proc", Long.toString(pid.getAsLong()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }
}
