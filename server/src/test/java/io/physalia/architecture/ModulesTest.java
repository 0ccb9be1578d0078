package io.physalia.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.bePackagePrivate;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The modules and what each may use. The table is the design; a change of it is a decision. */
class ModulesTest {
    private static final String ROOT = "io.physalia.";
    private static final Set<String> ALL = Set.of("*");

    /** Module to the modules it may depend on; every module may use {@code failure}. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("failure", Set.of()),
            Map.entry("cluster", Set.of()),
            Map.entry("concurrent", Set.of()),
            Map.entry("media", Set.of()),
            Map.entry("hls", Set.of()),
            Map.entry("database", Set.of()),
            Map.entry("trace", Set.of()),
            Map.entry("transcode", Set.of("cluster", "concurrent", "media", "hls", "trace")),
            Map.entry("identity", Set.of("database", "cluster")),
            Map.entry("job", Set.of("database", "cluster")),
            Map.entry("library", Set.of("database", "job", "media", "cluster", "identity")),
            Map.entry("metadata", Set.of("cluster", "concurrent", "database", "library", "media", "server")),
            Map.entry("playback", Set.of("media", "library", "database", "identity", "server")),
            Map.entry("subtitle", Set.of("concurrent", "database", "job", "media", "server")),
            Map.entry("session", Set.of("cluster", "identity", "library")),
            Map.entry("task", Set.of("database", "cluster")),
            Map.entry("metric", Set.of("cluster", "database", "hls", "job", "server", "task", "transcode")),
            Map.entry("server", Set.of("database", "cluster", "media", "trace")),
            Map.entry("jellyfin", ALL),
            Map.entry("cli", ALL));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.physalia");

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String source = module(from);
                String target = module(dependency.getTargetClass());
                if (!source.isEmpty() && !target.isEmpty() && !mayUse(source, target)) {
                    violations.add(source + " -> " + target + ": " + from.getName() + " uses "
                            + dependency.getTargetClass().getName());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void everyModuleIsInTheTable() {
        Set<String> modules = new TreeSet<>();
        CLASSES.forEach(type -> modules.add(module(type)));
        modules.remove("");
        assertThat(ALLOWED.keySet()).containsAll(modules);
    }

    @Test
    void nothingDependsOnTheWireOrTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.physalia.jellyfin..", "io.physalia.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.physalia.jellyfin..", "io.physalia.cli..")
                .check(CLASSES);
    }

    @Test
    void onlyTheRedisAdapterKnowsRedis() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.physalia.cluster.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lettuce..")
                .check(CLASSES);
    }

    @Test
    void coresAreFreeOfFrameworks() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.physalia.cluster..",
                        "io.physalia.media..",
                        "io.physalia.hls..",
                        "io.physalia.transcode..",
                        "io.physalia.playback..")
                .and()
                .haveSimpleNameNotEndingWith("Producer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "org.eclipse.microprofile..")
                .check(CLASSES);
    }

    @Test
    void onlyStoresSpeakSql() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.physalia.cluster..",
                        "io.physalia.hls..",
                        "io.physalia.transcode..",
                        "io.physalia.jellyfin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jooq..", "java.sql..", "io.physalia.database.schema..")
                .check(CLASSES);
    }

    /** A newer program may have added columns, and behind an asterisk what follows is then read from other places. */
    @Test
    void columnsAreAskedForByName() {
        noClasses()
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("asterisk")))
                .check(CLASSES);
    }

    @Test
    void childProcessesAreStartedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.physalia.media.process")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Process.class)
                .check(CLASSES);
    }

    @Test
    void producersAreTheModulesOwn() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Producer")
                .should(bePackagePrivate())
                .check(CLASSES);
    }

    private static boolean mayUse(String source, String target) {
        Set<String> allowed = ALLOWED.getOrDefault(source, Set.of());
        return source.equals(target) || target.equals("failure") || allowed.equals(ALL) || allowed.contains(target);
    }

    /** The module's name; empty for what is not ours. */
    private static String module(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String rest = name.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /** For {@code docs/architecture.md}: what really depends on what. */
    static Map<String, Set<String>> dependencies() {
        Map<String, Set<String>> edges = new TreeMap<>();
        for (JavaClass from : CLASSES) {
            String source = module(from);
            if (!source.isEmpty()) {
                Set<String> targets = edges.computeIfAbsent(source, _ -> new TreeSet<>());
                from.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> module(dependency.getTargetClass()))
                        .filter(target -> !target.isEmpty() && !target.equals(source) && !target.equals("failure"))
                        .forEach(targets::add);
            }
        }
        return edges;
    }

    @Test
    void theDiagramInTheDocumentationIsTrue() throws java.io.IOException {
        String page = Documents.read("docs/architecture.md");
        List<String> expected = dependencies().entrySet().stream()
                .map(entry -> "%-10s -> %s"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().isEmpty() ? "nothing" : String.join(", ", entry.getValue())))
                .toList();
        assertThat(page.lines().map(String::strip).toList())
                .containsAll(expected.stream().map(String::strip).toList());
    }
}
