package io.cometmq.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom: the table in docs/architecture.md. */
class ArchitectureTest {
    private static final Map<String, Set<String>> KNOWS = Map.of(
            "common", Set.of(),
            "remoting", Set.of("common"),
            "store", Set.of("common"),
            "namesrv", Set.of("common", "remoting"),
            "broker", Set.of("common", "remoting", "store"),
            "client", Set.of("common", "remoting"),
            "tools", Set.of("common", "remoting", "client", "store"));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(
                        KNOWS.keySet().stream().map(ArchitectureTest::root).toList());
    }

    private static String root(String module) {
        return "io.cometmq." + module;
    }

    static Set<String> modules() {
        return KNOWS.keySet();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsOnlyThoseOfTheTable(String module) {
        String[] unknown = KNOWS.keySet().stream()
                .filter(other -> !other.equals(module) && !KNOWS.get(module).contains(other))
                .map(other -> root(other) + "..")
                .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage(root(module) + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(unknown))
                .check(classes);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleIsThere(String module) {
        assertThat(classes.stream().filter(each -> each.getPackageName().startsWith(root(module))))
                .as("classes of %s", module)
                .isNotEmpty();
    }

    @Test
    void onlyRemotingAndItsUsersKnowNetty() {
        noClasses()
                .that(resideInAnyPackage("io.cometmq.common..", "io.cometmq.store.."))
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty.."))
                .check(classes);
    }

    @Test
    void theJsonLibraryHasOneUser() {
        noClasses()
                .that(resideInAPackage("io.cometmq.."))
                .and()
                .resideOutsideOfPackage("io.cometmq.common.json..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.alibaba.."))
                .check(classes);
    }

    @Test
    void controllersAreKnownOnlyWhereTheProcessIsWired() {
        List<String> controllers =
                Stream.of("NamesrvController", "BrokerController").toList();
        Set<String> users = classes.stream()
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> controllers.contains(
                        outermost(dependency.getTargetClass()).getSimpleName()))
                .map(dependency -> dependency.getOriginClass().getPackageName())
                .collect(Collectors.toSet());
        assertThat(users).allMatch(name -> name.endsWith(".server"));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    @Test
    void internalsOfTheJdkAreNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("sun..", "jdk.internal.."))
                .check(classes);
    }
}
