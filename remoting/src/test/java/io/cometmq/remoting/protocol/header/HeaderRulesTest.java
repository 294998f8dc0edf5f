package io.cometmq.remoting.protocol.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;
import io.cometmq.remoting.protocol.header.namesrv.RegisterBrokerRequestHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderRulesTest {
    private static final Set<Class<?>> TYPES =
            Set.of(String.class, int.class, Integer.class, long.class, Long.class, boolean.class, Boolean.class);

    /** Their codecs are written by hand, so they may hold what the derived codec does not know. */
    private static final Set<Class<?>> BY_HAND = Set.of(ReceivedSendHeader.class, StoredMessageHeader.class);

    static Stream<Class<?>> headers() {
        return Stream.of(SendMessageRequestHeader.class, RegisterBrokerRequestHeader.class)
                .flatMap(HeaderRulesTest::classesBeside)
                .filter(header -> !BY_HAND.contains(header));
    }

    private static Stream<Class<?>> classesBeside(Class<?> type) {
        String packagePath = type.getPackageName().replace('.', '/');
        try (Stream<Path> files = Files.list(
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                        .resolve(packagePath))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                    .toList();
            return names.stream().map(name -> load(type.getPackageName() + "." + name.replace(".class", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void thereAreHeaders() {
        assertThat(headers()).hasSizeGreaterThan(90);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void areRecordsOfPlainTypes(Class<?> header) {
        assertThat(header.isRecord()).isTrue();
        assertThat(CommandHeader.class).isAssignableFrom(header);
        assertThat(Arrays.stream(header.getRecordComponents()).map(RecordComponent::getType))
                .allMatch(type -> TYPES.contains(type) || type.isEnum());
        assertThat(header.getRecordComponents())
                .as("a required number is never null, so it is a primitive")
                .noneMatch(component -> component.isAnnotationPresent(Required.class)
                        && Set.of(Integer.class, Long.class, Boolean.class).contains(component.getType()));
    }
}
