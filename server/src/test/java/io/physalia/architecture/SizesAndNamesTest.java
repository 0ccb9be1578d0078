package io.physalia.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** House style: the largest type and the longest method are what make a codebase hard to live in, so they are what is bounded. */
class SizesAndNamesTest {
    private static final int MOST_LINES = 300;
    private static final int MOST_METHOD_LINES = 45;
    private static final int MOST_COLLABORATORS = 7;
    private static final Pattern FORBIDDEN = Pattern.compile(".*(Manager|Helper|Util|Utils|Service|Impl)");

    /** Exceptions, each with its reason. The list only shrinks. */
    private static final Map<String, String> EXCEPTIONS =
            Map.of("UserPolicy.copy", "one line for each of the members that Jellyfin's clients know");

    private static final List<Found> FOUND = new ArrayList<>();

    /** A type or a method and its size in lines; {@code parameters} of a class's constructor, else 0. */
    private record Found(String name, long lines, int parameters, boolean isMethod) {}

    @BeforeAll
    static void parseAllSources() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Measure(unit, positions).scan(unit, "");
            }
        }
        assertThat(FOUND).isNotEmpty();
    }

    private static final class Measure extends TreeScanner<@Nullable Void, String> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private boolean isRecord;

        Measure(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        private long lines(Tree tree) {
            long start = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree)) - start + 1;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, String outer) {
            String name = outer.isEmpty() ? type.getSimpleName().toString() : outer + "." + type.getSimpleName();
            FOUND.add(new Found(name, lines(type), 0, false));
            boolean outerIsRecord = isRecord;
            isRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, name);
            isRecord = outerIsRecord;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, String type) {
            // A record is a value: its members are no collaborators.
            boolean isConstructor = method.getReturnType() == null && !isRecord;
            long lines = method.getBody() == null ? 0 : lines(method.getBody());
            FOUND.add(new Found(
                    type + "." + method.getName(),
                    lines,
                    isConstructor ? method.getParameters().size() : 0,
                    true));
            return super.visitMethod(method, type);
        }
    }

    @Test
    void typesAreSmall() {
        assertThat(FOUND)
                .filteredOn(found -> !found.isMethod() && !EXCEPTIONS.containsKey(found.name()))
                .allSatisfy(found -> assertThat(found.lines()).as(found.name()).isLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void exceptionsAreStillNeeded() {
        assertThat(FOUND)
                .filteredOn(found -> EXCEPTIONS.containsKey(found.name()))
                .allSatisfy(found -> assertThat(found.lines())
                        .as(found.name())
                        .isGreaterThan(found.isMethod() ? MOST_METHOD_LINES : MOST_LINES));
    }

    @Test
    void methodsAreShort() {
        assertThat(FOUND)
                .filteredOn(Found::isMethod)
                .filteredOn(found -> found.lines() > MOST_METHOD_LINES && !EXCEPTIONS.containsKey(found.name()))
                .isEmpty();
    }

    @Test
    void typesHaveFewCollaborators() {
        assertThat(FOUND)
                .filteredOn(found -> found.parameters() > MOST_COLLABORATORS)
                .isEmpty();
    }

    @Test
    void namesCarryIntent() {
        assertThat(new TreeSet<>(FOUND.stream()
                        .filter(found -> !found.isMethod())
                        .map(Found::name)
                        .filter(name -> FORBIDDEN.matcher(name).matches())
                        .toList()))
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("server", "colony")) {
            Path root = Documents.root().resolve(module).resolve("src/main/java");
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
                }
            }
        }
        return all;
    }
}
