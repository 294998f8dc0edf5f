package io.cometmq.client.consumer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileOffsetStoreTest {
    private static final MessageQueue FIRST = new MessageQueue("T", "b", 0);
    private static final MessageQueue SECOND = new MessageQueue("T", "b", 1);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("client/group/offsets.json");
    }

    private LocalFileOffsetStore loaded() throws MQClientException {
        LocalFileOffsetStore store = new LocalFileOffsetStore(file, "group");
        store.load();
        return store;
    }

    @Test
    void whatIsPersistedIsThereAfterARestart() throws Exception {
        LocalFileOffsetStore store = loaded();
        assertThat(store.readOffset(FIRST, ReadOffsetType.MEMORY_FIRST_THEN_STORE))
                .isEqualTo(-1);
        store.updateOffset(FIRST, 7, true);
        store.persistAll(Set.of(FIRST));
        assertThat(loaded().readOffset(FIRST, ReadOffsetType.READ_FROM_STORE)).isEqualTo(7);
        assertThat(loaded().readOffset(FIRST, ReadOffsetType.READ_FROM_MEMORY)).isEqualTo(7);
    }

    /** The text is one that RocketMQ's client wrote. */
    @Test
    void readsAFileOfRocketMQ() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                {
                	"offsetTable":{
                		{
                			"brokerName":"b",
                			"queueId":0,
                			"topic":"T"
                		}:7,
                		{
                			"brokerName":"b",
                			"queueId":1,
                			"topic":"T"
                		}:123
                	}
                }""");
        assertThat(loaded().readOffset(FIRST, ReadOffsetType.READ_FROM_STORE)).isEqualTo(7);
        assertThat(loaded().readOffset(SECOND, ReadOffsetType.READ_FROM_STORE)).isEqualTo(123);
    }

    @Test
    void writesTheLayoutOfRocketMQ() throws Exception {
        LocalFileOffsetStore store = loaded();
        store.updateOffset(SECOND, 123, false);
        store.persist(SECOND);
        assertThat(Files.readString(file).replaceAll("\\s", ""))
                .isEqualTo("{\"offsetTable\":{{\"brokerName\":\"b\",\"queueId\":1,\"topic\":\"T\"}:123}}");
    }

    @Test
    void aDamagedFileIsReplacedByThePreviousOne() throws Exception {
        LocalFileOffsetStore store = loaded();
        store.updateOffset(FIRST, 7, true);
        store.persistAll(Set.of(FIRST));
        store.updateOffset(FIRST, 8, true);
        store.persistAll(Set.of(FIRST));
        Files.writeString(file, "{\"offsetTa");
        assertThat(loaded().readOffset(FIRST, ReadOffsetType.READ_FROM_STORE)).isEqualTo(7);
    }

    @Test
    void withoutAnyGoodFileTheLoadFailsAndSaysWhich() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "rubbish");
        assertThatThrownBy(this::loaded).isInstanceOf(MQClientException.class).hasMessageContaining("offsets.json");
    }

    @Test
    void theOffsetOfAQueueThatIsOutOfSightStaysInTheFile() throws Exception {
        LocalFileOffsetStore store = loaded();
        store.updateOffset(FIRST, 7, true);
        store.updateOffset(SECOND, 9, true);
        store.persistAll(Set.of(FIRST, SECOND));
        store.removeOffset(SECOND);
        store.updateOffset(FIRST, 8, true);
        store.persistAll(Set.of(FIRST));
        assertThat(loaded().readOffset(SECOND, ReadOffsetType.READ_FROM_STORE)).isEqualTo(9);
        assertThat(store.readOffset(SECOND, ReadOffsetType.READ_FROM_MEMORY)).isEqualTo(-1);
        assertThat(store.readOffset(SECOND, ReadOffsetType.MEMORY_FIRST_THEN_STORE))
                .isEqualTo(9);
    }

    @Test
    void offsetsDecreaseOnlyWhenThatIsWantedAndStayWhenFrozen() throws Exception {
        LocalFileOffsetStore store = loaded();
        store.updateOffset(FIRST, 7, true);
        store.updateOffset(FIRST, 5, true);
        assertThat(store.readOffset(FIRST, ReadOffsetType.READ_FROM_MEMORY)).isEqualTo(7);
        store.updateOffset(FIRST, 5, false);
        assertThat(store.readOffset(FIRST, ReadOffsetType.READ_FROM_MEMORY)).isEqualTo(5);
        store.updateAndFreezeOffset(FIRST, 2);
        store.updateOffset(FIRST, 9, false);
        assertThat(store.cloneOffsetTable("T")).containsExactly(java.util.Map.entry(FIRST, 2L));
        assertThat(store.cloneOffsetTable("U")).isEmpty();
    }
}
