package io.cometmq.namesrv.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotMapTest {
    @Test
    void behavesLikeAMapAndLeavesEarlierSnapshotsAlone() {
        Random random = new Random(7);
        Map<String, Integer> model = new HashMap<>();
        SnapshotMap<Integer> map = SnapshotMap.empty();
        SnapshotMap<Integer> earlier = null;
        Map<String, Integer> earlierModel = null;
        for (int round = 0; round < 200; round++) {
            SnapshotMap.Editor<Integer> editor = map.edit();
            for (int change = 0; change < 50; change++) {
                String key = "topic-" + random.nextInt(2_000);
                if (random.nextInt(3) == 0) {
                    editor.remove(key);
                    model.remove(key);
                } else {
                    editor.put(key, change);
                    model.put(key, change);
                }
                assertThat(editor.get(key)).isEqualTo(model.get(key));
            }
            map = editor.snapshot();
            if (round == 100) {
                earlier = map;
                earlierModel = Map.copyOf(model);
            }
        }
        assertThat(contentOf(map)).isEqualTo(model);
        assertThat(map.size()).isEqualTo(model.size());
        assertThat(map.keys()).containsExactlyInAnyOrderElementsOf(model.keySet());
        assertThat(contentOf(earlier)).isEqualTo(earlierModel);
    }

    @Test
    void withoutChangesTheSnapshotIsTheSame() {
        SnapshotMap<Integer> map = SnapshotMap.empty();
        SnapshotMap.Editor<Integer> editor = map.edit();
        editor.remove("absent");
        assertThat(editor.snapshot()).isSameAs(map);
        assertThat(map.get("absent")).isNull();
    }

    @Test
    void keysWithTheSameHashAreKeptApart() {
        SnapshotMap.Editor<String> editor = SnapshotMap.<String>empty().edit();
        editor.put("Aa", "first");
        editor.put("BB", "second");
        SnapshotMap<String> map = editor.snapshot();
        assertThat(map.get("Aa")).isEqualTo("first");
        assertThat(map.get("BB")).isEqualTo("second");
        SnapshotMap.Editor<String> removing = map.edit();
        removing.remove("Aa");
        assertThat(removing.snapshot().get("BB")).isEqualTo("second");
    }

    private static Map<String, Integer> contentOf(SnapshotMap<Integer> map) {
        Map<String, Integer> content = new HashMap<>();
        map.forEach(content::put);
        return content;
    }
}
