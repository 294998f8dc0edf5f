package io.cometmq.remoting.protocol.pop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are what RocketMQ's broker and client wrote (docs/protocol/request-codes.md, POP handles and info strings). */
class PopTextsTest {
    @Test
    void readsAndWritesHandles() {
        String text = "0 1795381701730 60000 3 1 broker-a 2 17";

        PopHandle handle = PopHandle.parse(text);

        assertThat(handle)
                .isEqualTo(new PopHandle(0, 1_795_381_701_730L, 60_000, 3, TopicKind.RETRY_V1, "broker-a", 2, 17));
        assertThat(handle.text()).isEqualTo(text);
        assertThat(handle.visibleAgainMillis()).isEqualTo(1_795_381_761_730L);
        assertThat(handle.isOrdered()).isFalse();
        assertThat(PopHandle.parse("5 1 2 999 0 b 0").isOrdered()).isTrue();
        assertThat(PopHandle.parse("5 1 2 999 0 b 0").text()).isEqualTo("5 1 2 999 0 b 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "0 1 2 3 4 b 0 0", "x 1 2 3 0 b 0 0", "0 1 2 3 0 b 0 0 0", "0 1 2 3 0 b"})
    void refusesWhatIsNoHandle(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PopHandle.parse(text));
    }

    @Test
    void makesTheHandleOfAChangedMessage() {
        PopHandle handle = PopHandle.parse("0 100 60000 3 0 broker-a 2 17");

        assertThat(handle.changed(200, 5_000, 4).text()).isEqualTo("17 200 5000 4 0 broker-a 2 17");
        assertThat(PopHandle.parse("2 100 6000 999 0 b 0 3")
                        .changed(100, 2_141, 999)
                        .text())
                .isEqualTo("2 100 2141 999 0 b 0 3");
    }

    @Test
    void namesRetryTopics() {
        assertThat(TopicKind.NORMAL.topic("G", "T")).isEqualTo("T");
        assertThat(TopicKind.RETRY_V1.topic("G", "T")).isEqualTo("%RETRY%G_T");
        assertThat(TopicKind.RETRY_V2.topic("G", "T")).isEqualTo("%RETRY%G+T");
        assertThat(TopicKind.ofTopic("T", "G")).isEqualTo(TopicKind.NORMAL);
        assertThat(TopicKind.ofTopic("%RETRY%G", "G")).isEqualTo(TopicKind.NORMAL);
        assertThat(TopicKind.ofTopic("%RETRY%G_T", "G")).isEqualTo(TopicKind.RETRY_V1);
        assertThat(TopicKind.ofTopic("%RETRY%G+T", "G")).isEqualTo(TopicKind.RETRY_V2);
    }

    @Test
    void readsAndWritesInfos() {
        PopInfo.Builder builder = new PopInfo.Builder();
        builder.add(TopicKind.NORMAL, 0, 2, new long[] {2, 3});
        builder.add(TopicKind.RETRY_V1, 1, 0, new long[] {0});
        builder.consumed(TopicKind.NORMAL, 0, 2, 2);
        builder.consumed(TopicKind.NORMAL, 0, 3, 1);
        builder.consumed(TopicKind.NORMAL, 0, 1);

        assertThat(builder.startOffsetInfo()).isEqualTo("0 0 2;1 1 0");
        assertThat(builder.msgOffsetInfo()).isEqualTo("0 0 2,3;1 1 0");
        assertThat(builder.orderCountInfo()).isEqualTo("0 qo0%2 2;0 qo0%3 1;0 0 1");

        PopInfo info = PopInfo.parse(builder.startOffsetInfo(), builder.orderCountInfo());
        assertThat(info.startOffset(TopicKind.NORMAL, 0)).isEqualTo(2);
        assertThat(info.startOffset(TopicKind.RETRY_V1, 1)).isZero();
        assertThat(info.startOffset(TopicKind.NORMAL, 5)).isNull();
        assertThat(info.consumedCount(TopicKind.NORMAL, 0, 2)).isEqualTo(2);
        assertThat(info.consumedCount(TopicKind.NORMAL, 0, 9)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0 0", "0 0 x", "0 0 0;"})
    void refusesWhatIsNoInfo(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PopInfo.parse(text, null));
    }
}
