package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every command for a cluster or a release on any page, in a block or in running text, is one that there is: its verb, its flags, the
 * namespace that the pages agree on, the files it names, and what it runs inside a pod. No cluster is asked.
 */
class ClusterCommandsTest {
    /** Who signed. */
    private static final Set<String> SIGNER = Set.of("--certificate-identity", "--certificate-oidc-issuer");

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SPAN = Pattern.compile("`((?:helm|kubectl|docker|cosign) [^`\n]+)`");

    /** Program and verb to flags, as {@code helm VERB --help}, {@code kubectl VERB --help} and so on list them. */
    private static final Map<String, Set<String>> KNOWN = Map.ofEntries(
            Map.entry("helm upgrade", Set.of("--install", "--namespace", "--create-namespace", "--values", "--wait")),
            Map.entry("helm test", Set.of("--namespace")),
            Map.entry("helm rollback", Set.of("--namespace")),
            Map.entry("helm uninstall", Set.of("--namespace")),
            Map.entry("helm version", Set.of()),
            Map.entry("kubectl apply", Set.of("--namespace", "--filename")),
            Map.entry("kubectl create", Set.of("--namespace", "--from-literal")),
            Map.entry("kubectl delete", Set.of("--namespace", "--grace-period", "--force")),
            Map.entry("kubectl describe", Set.of("--namespace")),
            Map.entry("kubectl exec", Set.of("--namespace", "--stdin")),
            Map.entry("kubectl get", Set.of("--namespace")),
            Map.entry("kubectl logs", Set.of("--namespace", "--selector", "--prefix", "--tail")),
            Map.entry("kubectl port-forward", Set.of("--namespace")),
            Map.entry("kubectl rollout", Set.of("--namespace")),
            Map.entry("kubectl scale", Set.of("--namespace", "--replicas")),
            Map.entry("kubectl top", Set.of("--namespace")),
            Map.entry("kubectl wait", Set.of("--namespace", "--for", "--all", "--timeout")),
            Map.entry("cosign generate-key-pair", Set.of("--output-key-prefix")),
            Map.entry("cosign verify", SIGNER),
            Map.entry("cosign verify-attestation", and(SIGNER, "--type")),
            Map.entry("cosign verify-blob", and(SIGNER, "--bundle")),
            Map.entry("docker buildx", Set.of("--file", "--tag", "--load")),
            Map.entry("docker save", Set.of()));

    private static final Set<String> TAKES_THE_NEXT_WORD = Set.of(
            "--namespace",
            "--values",
            "--filename",
            "--selector",
            "--file",
            "--tag",
            "--type",
            "--bundle",
            "--output-key-prefix",
            "--certificate-identity",
            "--certificate-oidc-issuer");

    private static final Set<String> OF_NO_CLUSTER = Set.of("docker", "cosign");

    private static final Set<String> WITHOUT_NAMESPACE =
            Set.of("helm version", "kubectl create namespace", "kubectl wait --for=condition=Ready node");

    /** What the image has beside the program. */
    private static final Set<String> IN_THE_IMAGE = Set.of("cat", "cp", "rm", "physalia");

    private static Set<String> and(Set<String> flags, String more) {
        return Stream.concat(flags.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Path> pages() {
        try (Stream<Path> docs = Files.list(Chart.home().resolve("docs"))) {
            return Stream.concat(
                    docs.filter(file -> file.toString().endsWith(".md")),
                    Stream.of(
                            Chart.home().resolve("README.md"), Chart.directory().resolve("README.md")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commands of helm, kubectl and docker on a page, without what their output goes to. */
    private static List<String> commands(Path page) {
        String text;
        try {
            text = Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            blocks.group(1).lines().forEach(commands::add);
        }
        Matcher spans = SPAN.matcher(text);
        while (spans.find()) {
            commands.add(spans.group(1));
        }
        return commands.stream()
                .map(line -> line.replaceFirst(" [|<>] .*", ""))
                .filter(line -> line.matches("(helm|kubectl|docker|cosign) .*"))
                .toList();
    }

    @Test
    void everyCommandIsThereWithItsFlags() {
        int checked = 0;
        for (Path page : pages().toList()) {
            for (String command : commands(page)) {
                check(page.getFileName() + ": " + command, command);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(30);
    }

    private static void check(String where, String command) {
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        int inside = words.indexOf("--");
        if (inside > 0) {
            assertThat(command).as(where).contains(" exec ");
            assertThat(IN_THE_IMAGE).as(where).contains(words.get(inside + 1));
            words = words.subList(0, inside);
        }
        List<String> flags = new ArrayList<>();
        List<String> operands = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                operands.add(word);
                continue;
            }
            flags.add(word.replaceFirst("=.*", ""));
            if (TAKES_THE_NEXT_WORD.contains(word)) {
                i++;
                assertThat(words).as(where).hasSizeGreaterThan(i);
                if (word.equals("--namespace")) {
                    assertThat(words.get(i)).as(where).isEqualTo("physalia");
                } else if (word.equals("--file")) {
                    assertThat(Chart.home().resolve(words.get(i))).as(where).exists();
                }
            }
        }
        String verb = words.getFirst() + " " + operands.getFirst();
        assertThat(KNOWN).as(where).containsKey(verb);
        assertThat(KNOWN.get(verb)).as(where).containsAll(flags);
        boolean ofNoNamespace = OF_NO_CLUSTER.contains(words.getFirst())
                || WITHOUT_NAMESPACE.stream().anyMatch(command::startsWith);
        assertThat(flags.contains("--namespace"))
                .as("%s: says in which namespace", where)
                .isEqualTo(!ofNoNamespace);
    }
}
