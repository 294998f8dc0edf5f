package io.cometmq.broker.offset;

import static io.cometmq.broker.offset.ConsumerOffsetManager.NO_OFFSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumerOffsetManagerTest {
    @TempDir
    Path directory;

    private ConsumerOffsetManager offsets;

    @BeforeEach
    void create() {
        offsets = open();
    }

    private ConsumerOffsetManager open() {
        return new ConsumerOffsetManager(directory, Runnable::run, () -> 1_795_362_355_755L);
    }

    private void commit(String group, String topic, int queueId, long queueOffset) {
        assertThat(offsets.commit("10.0.0.1:4711", group, topic, queueId, queueOffset))
                .isTrue();
    }

    @Test
    void whatIsCommittedIsAnswered() {
        assertThat(offsets.query("G", "T", 0)).isEqualTo(NO_OFFSET);
        commit("G", "T", 3, 7);
        commit("G", "T", 0, 5);
        commit("G", "T", 3, 8);
        assertThat(offsets.query("G", "T", 0)).isEqualTo(5);
        assertThat(offsets.query("G", "T", 3)).isEqualTo(8);
        assertThat(offsets.query("G", "T", 1)).isEqualTo(NO_OFFSET);
        assertThat(offsets.query("other", "T", 0)).isEqualTo(NO_OFFSET);
        assertThat(offsets.committedOf("G", "T")).isEqualTo(Map.of(0, 5L, 3, 8L));
    }

    @Test
    void aConsumerMayGoBack() {
        commit("G", "T", 0, 5);
        commit("G", "T", 0, 2);
        assertThat(offsets.query("G", "T", 0)).isEqualTo(2);
    }

    @Test
    void aResetHoldsUntilAPullTakesIt() {
        commit("G", "T", 0, 5);
        offsets.pulled("c:1", "G", "T", 0, 9);
        offsets.reset("G", "T", 0, 2);
        assertThat(offsets.query("G", "T", 0)).isEqualTo(2);
        assertThat(offsets.queryPulled("G", "T", 0)).isEqualTo(2);
        assertThat(offsets.commit("10.0.0.1:4711", "G", "T", 0, 6)).isFalse();
        assertThat(offsets.query("G", "T", 0)).isEqualTo(2);
        assertThat(offsets.takeReset("G", "T", 1)).isEqualTo(NO_OFFSET);
        assertThat(offsets.takeReset("G", "T", 0)).isEqualTo(2);
        assertThat(offsets.takeReset("G", "T", 0)).isEqualTo(NO_OFFSET);
        commit("G", "T", 0, 3);
        assertThat(offsets.query("G", "T", 0)).isEqualTo(3);
    }

    @Test
    void pullsAreNotedBesideCommits() throws Exception {
        offsets.pulled("c:1", "G", "T", 0, 9);
        assertThat(offsets.query("G", "T", 0)).isEqualTo(NO_OFFSET);
        assertThat(offsets.queryPulled("G", "T", 0)).isEqualTo(9);
        assertThat(offsets.topicsOf("G")).isEmpty();
        commit("G", "T", 0, 11);
        assertThat(offsets.queryPulled("G", "T", 0)).isEqualTo(11);
    }

    @Test
    void topicsOfGroupsAndGroupsOfTopics() {
        commit("G", "T", 0, 1);
        commit("G", "U", 0, 1);
        commit("H", "T", 0, 1);
        assertThat(offsets.topicsOf("G")).containsExactly("T", "U");
        assertThat(offsets.groupsOf("T")).containsExactly("G", "H");
        offsets.removeTopic("T");
        assertThat(offsets.groupsOf("T")).isEmpty();
        offsets.removeGroup("G");
        assertThat(offsets.topicsOf("G")).isEmpty();
        assertThat(offsets.snapshot().offsetTable()).isEmpty();
    }

    @Test
    void theFileIsRocketMQsAndIsReadAgain() throws Exception {
        commit("CG", "T", 1, 3);
        commit("CG", "T", 0, 3);
        commit("CG", "%RETRY%CG", 0, 0);
        offsets.persist();
        assertThat(directory.resolve("consumerOffset.json")).hasContent("""
                        {
                        	"dataVersion":{
                        		"counter":1,
                        		"stateVersion":0,
                        		"timestamp":1795362355755
                        	},
                        	"groupTopicMap":{
                        		"CG":[
                        			"%RETRY%CG",
                        			"T"
                        		]
                        	},
                        	"offsetTable":{
                        		"%RETRY%CG@CG":{
                        			0:0
                        		},
                        		"T@CG":{
                        			0:3,
                        			1:3
                        		}
                        	}
                        }
                        """);
        offsets = open();
        offsets.load();
        assertThat(offsets.committedOf("CG", "T")).isEqualTo(Map.of(0, 3L, 1, 3L));
        assertThat(offsets.query("CG", "%RETRY%CG", 0)).isZero();
    }

    @Test
    void filesOfAllReleasesAreRead() throws Exception {
        Files.writeString(
                directory.resolve("consumerOffset.json"),
                "{\"offsetTable\":{\"T@CG\":{0:3,\"1\":4},\"no group@\":{0:1},\"U@CG\":{}}}");
        offsets.load();
        assertThat(offsets.committedOf("CG", "T")).isEqualTo(Map.of(0, 3L, 1, 4L));
        assertThat(offsets.topicsOf("CG")).containsExactly("T");
    }

    @Test
    void thePreviousFileStandsInForABrokenOne() throws Exception {
        commit("G", "T", 0, 1);
        offsets.persist();
        commit("G", "T", 0, 2);
        offsets.persist();
        Files.writeString(directory.resolve("consumerOffset.json"), "{\"offsetTable\":{\"T@");
        offsets = open();
        offsets.load();
        assertThat(offsets.query("G", "T", 0)).isEqualTo(1);
    }

    @Test
    void withoutAnyUsableFileTheBrokerDoesNotStart() throws Exception {
        Files.writeString(directory.resolve("consumerOffset.json"), "{\"offsetTable\":{\"T@");
        assertThatThrownBy(offsets::load).isInstanceOf(IOException.class).hasMessageContaining("consumerOffset.json");
    }

    @Test
    void nothingIsWrittenWhenNothingHasChanged() throws Exception {
        offsets.persist();
        assertThat(directory.resolve("consumerOffset.json")).doesNotExist();
        commit("G", "T", 0, 1);
        offsets.persist();
        Files.delete(directory.resolve("consumerOffset.json"));
        offsets.persist();
        assertThat(directory.resolve("consumerOffset.json")).doesNotExist();
    }

    @Test
    void noCommitIsLostWhileQueuesAreAdded() throws Exception {
        int threads = 4;
        int queues = 500;
        CountDownLatch start = new CountDownLatch(1);
        Thread[] committers = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            int first = t;
            committers[t] = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                for (int queueId = first; queueId < queues; queueId += threads) {
                    offsets.commit("", "G", "T", queueId, queueId);
                    offsets.commit("", "G", "T", queueId, queueId + 1L);
                }
            });
            committers[t].start();
        }
        start.countDown();
        for (Thread committer : committers) {
            committer.join();
        }
        for (int queueId = 0; queueId < queues; queueId++) {
            assertThat(offsets.query("G", "T", queueId)).isEqualTo(queueId + 1L);
        }
    }
}
