package io.cometmq.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cometmq.client.ConnectionConfig;
import io.cometmq.client.consumer.MQPullConsumerScheduleService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each setting of the client is used by something, or docs/compatibility.md says why it changes nothing. */
class ClientSettingsDocsTest {
    /** They only carry settings from one object to another, or show them. */
    private static final Set<String> CARRIERS = Set.of("toString", "cloneClientConfig", "resetClientConfig");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cometmq.client", "io.cometmq.tools");

    @Test
    void settingsThatNothingReadsAreExplained() throws Exception {
        Set<String> unused = Stream.concat(
                        classes.stream().filter(type -> type.isAssignableTo(ConnectionConfig.class)),
                        Stream.of(classes.get(MQPullConsumerScheduleService.class)))
                .filter(type -> type.getPackageName().startsWith("io.cometmq.client"))
                .flatMap(ClientSettingsDocsTest::setters)
                .filter(setter -> written(setter).anyMatch(field -> !isUsed(field)))
                .map(setter -> setter.getOwner().getSimpleName() + "." + setter.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unused).isEqualTo(explained());
    }

    private static Stream<JavaMethod> setters(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getName().startsWith("set")
                        && method.getRawParameterTypes().size() == 1);
    }

    private static Stream<JavaField> written(JavaMethod setter) {
        return setter.getFieldAccesses().stream()
                .filter(access -> access.getAccessType() == AccessType.SET)
                .map(JavaFieldAccess::getTarget)
                .map(AccessTarget.FieldAccessTarget::resolveMember)
                .flatMap(field -> field.stream());
    }

    private static boolean isUsed(JavaField field) {
        return field.getAccessesToSelf().stream()
                .filter(access -> access.getAccessType() == AccessType.GET)
                .filter(ClientSettingsDocsTest::isNoCarrier)
                .anyMatch(access -> !isGetterOf(field, access.getOrigin().getName())
                        || access.getOrigin().getAccessesToSelf().stream()
                                .anyMatch(ClientSettingsDocsTest::isNoCarrier));
    }

    private static boolean isNoCarrier(JavaAccess<?> access) {
        return !CARRIERS.contains(access.getOrigin().getName());
    }

    private static boolean isGetterOf(JavaField field, String method) {
        return method.equalsIgnoreCase("get" + field.getName()) || method.equalsIgnoreCase("is" + field.getName());
    }

    private static Set<String> explained() throws Exception {
        String page = Files.readString(Path.of("../docs/compatibility.md"));
        String start = "\n## Settings that change nothing";
        assertThat(page).contains(start);
        String section = page.substring(page.indexOf(start) + 1);
        section = section.substring(0, section.indexOf("\n## "));
        return Pattern.compile("(?m)^- `([^`]+)`: .+")
                .matcher(section)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
