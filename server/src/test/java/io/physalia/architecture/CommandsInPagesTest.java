package io.physalia.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.server.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever a page tells its reader to type is a command that there is, with flags and variables that there are. */
class CommandsInPagesTest {
    private static final Pattern BLOCK = Pattern.compile("^```([a-z]*)\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
    /** At the beginning, after variables that are set for it, or in a container. */
    private static final Pattern OURS =
            Pattern.compile("^(?:[A-Z_]+=\\S* )*(?:kubectl .* -- )?(?:\\./)?physalia(?: ([a-z]+)(.*))?$");

    private static final Pattern FLAG = Pattern.compile("(?<= )--[a-z][a-z-]*");
    private static final Pattern VARIABLE = Pattern.compile("\\bPHYSALIA_[A-Z][A-Z_]*[A-Z]\\b");
    /** What else a line may begin with; {@code KubernetesPageTest} looks closer at those of a cluster. */
    private static final Pattern OTHERS = Pattern.compile(
            "(helm|kubectl|docker|sudo|curl|export|cp|rm|mkdir|chmod|mvn|npm|cosign|sha256sum|echo|until|call|deploy/release\\.sh|\\./physalia) .*"
                    + "|[a-z]+=\\S.*|[a-z]+\\(\\) \\{ .* }");

    /** Page to its text. */
    private static final Map<String, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String page : List.of("README.md", "CONTRIBUTING.md", "bench/README.md")) {
            PAGES.put(page, Documents.read(page));
        }
        try (Stream<Path> pages = Files.list(Documents.root().resolve("docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                PAGES.put(page.getFileName().toString(), Files.readString(page));
            }
        }
    }

    /** Lines of blocks, and what is set in running text. */
    private static List<String> code(String page) {
        List<String> code = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(page);
        while (blocks.find()) {
            blocks.group(2)
                    .lines()
                    .map(line -> line.replaceFirst("\\s+#.*", ""))
                    .forEach(code::add);
        }
        Matcher spans = SPAN.matcher(page);
        while (spans.find()) {
            code.add(spans.group(1));
        }
        return code;
    }

    private static Set<String> commands() throws IOException {
        Set<String> commands = new TreeSet<>();
        Matcher cases =
                Pattern.compile("^ {4}([a-z][a-z| -]*)\\)$", Pattern.MULTILINE).matcher(Documents.read("physalia"));
        while (cases.find()) {
            commands.addAll(List.of(cases.group(1).split(" \\| ", -1)));
        }
        return commands;
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder : List.of("server/src/main/java/io/physalia/cli", "colony/src/main/java")) {
            try (Stream<Path> files = Files.walk(Documents.root().resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    @Test
    void everyCommandAndFlagIsThere() throws IOException {
        Set<String> commands = commands();
        assertThat(commands).contains("serve", "migrate", "backup", "doctor", "demo");
        String sources = sources();
        Set<String> settings =
                new TreeSet<>(Arrays.stream(Setting.values()).map(Setting::flag).toList());
        int found = 0;
        for (Map.Entry<String, String> page : PAGES.entrySet()) {
            for (String line : code(page.getValue())) {
                Matcher ours = OURS.matcher(line);
                if (!ours.matches() || ours.group(1) == null) {
                    continue;
                }
                found++;
                assertThat(commands).as(page.getKey() + ": " + line).contains(ours.group(1));
                Matcher flags = FLAG.matcher(ours.group(2));
                while (flags.find()) {
                    assertThat(settings.contains(flags.group()) || sources.contains("\"" + flags.group() + "\""))
                            .as(page.getKey() + ": " + line + ": " + flags.group())
                            .isTrue();
                }
            }
        }
        assertThat(found).isGreaterThan(25);
    }

    @Test
    void everyVariableIsThere() throws IOException {
        String launcher = Documents.read("physalia");
        Set<String> known = new TreeSet<>(
                Arrays.stream(Setting.values()).map(Setting::variable).toList());
        for (Map.Entry<String, String> page : PAGES.entrySet()) {
            Matcher variables = VARIABLE.matcher(page.getValue());
            while (variables.find()) {
                boolean isOfTests = variables.group().startsWith("PHYSALIA_TEST_");
                assertThat(isOfTests || known.contains(variables.group()) || launcher.contains(variables.group()))
                        .as(page.getKey() + ": " + variables.group())
                        .isTrue();
            }
        }
    }

    @Test
    void everyPageThatAPageNamesIsThere() {
        for (Map.Entry<String, String> page : PAGES.entrySet()) {
            Matcher names =
                    Pattern.compile("`(docs/[a-z-]+\\.md|[a-z]+/README\\.md)").matcher(page.getValue());
            while (names.find()) {
                assertThat(Documents.root().resolve(names.group(1)))
                        .as(page.getKey())
                        .exists();
            }
        }
    }

    @Test
    void everyScriptIsOneThatAShellReads() throws Exception {
        int scripts = 0;
        for (Map.Entry<String, String> page : PAGES.entrySet()) {
            Matcher blocks = BLOCK.matcher(page.getValue());
            while (blocks.find()) {
                if (!blocks.group(1).equals("sh")) {
                    continue;
                }
                scripts++;
                Process shell =
                        new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
                try (var in = shell.outputWriter()) {
                    in.write(blocks.group(2));
                }
                String said =
                        new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(shell.waitFor()).as(page.getKey() + ": " + said).isZero();
                blocks.group(2)
                        .lines()
                        .forEach(line -> assertThat(line).as(page.getKey()).matches(OTHERS));
            }
        }
        assertThat(scripts).isGreaterThan(8);
    }
}
