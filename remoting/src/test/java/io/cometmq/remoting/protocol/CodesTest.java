package io.cometmq.remoting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodesTest {
    private static List<Integer> codes(Class<?> type) {
        return Arrays.stream(type.getFields()).map(CodesTest::value).toList();
    }

    private static int value(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noCodeHasTwoNames() {
        assertThat(codes(RequestCode.class)).doesNotHaveDuplicates().hasSizeGreaterThan(150);
        assertThat(codes(ResponseCode.class)).doesNotHaveDuplicates().hasSizeGreaterThan(50);
        assertThat(RequestCode.POP_MESSAGE).isEqualTo(200050);
        assertThat(ResponseCode.PULL_OFFSET_MOVED).isEqualTo(21);
        assertThat(ResponseCode.POLLING_FULL).isEqualTo(209);
    }

    @Test
    void languagesHaveNumbersAndNames() {
        for (LanguageCode language : LanguageCode.values()) {
            assertThat(LanguageCode.valueOf(language.getCode())).isEqualTo(language);
            assertThat(LanguageCode.getCode(language.name())).isEqualTo(language);
        }
        assertThat(LanguageCode.GO.getCode()).isEqualTo((byte) 9);
        assertThat(LanguageCode.valueOf((byte) 77)).isNull();
        assertThat(LanguageCode.valueOf((byte) -1)).isNull();
        assertThat(LanguageCode.getCode("X")).isNull();
        assertThat(LanguageCode.getCode(null)).isNull();
    }

    @Test
    void dataVersionsCountChanges() {
        DataVersion version = DataVersion.initial(5).next(7).next(9);
        assertThat(version).isEqualTo(new DataVersion(0, 9, 2));
    }
}
