package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The release's scripts, as far as they go without a registry: what they would run, and the chart that they make. */
class ReleaseTest {
    private static final String IMAGE = "registry.example.org/physalia";
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    /** What a program printed, and with which status it ended. */
    private record Ended(int status, String said) {}

    private static Ended run(List<String> command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Chart.home().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private static List<String> plan(Map<String, String> environment) throws Exception {
        Ended printed = run(List.of("deploy/release.sh", "--print", IMAGE, "/out"), environment);
        assertThat(printed.status()).as(printed.said()).isZero();
        return printed.said().lines().toList();
    }

    private static int indexOf(List<String> plan, String beginning) {
        List<String> found =
                plan.stream().filter(line -> line.startsWith(beginning)).toList();
        assertThat(found).as(beginning).hasSize(1);
        return plan.indexOf(found.getFirst());
    }

    @Test
    void everyScriptPassesShellcheck() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/shellcheck")), "shellcheck is not installed");
        List<String> command = new ArrayList<>(List.of("/usr/bin/shellcheck", "physalia", "deploy/bin/physalia"));
        command.add("deploy/ffmpeg/check.sh");
        try (Stream<Path> files = Files.list(Chart.home().resolve("deploy"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".sh")).forEach(command::add);
        }
        assertThat(command).hasSizeGreaterThan(5);
        Ended checked = run(command, Map.of());
        assertThat(checked.status()).as(checked.said()).isZero();
    }

    @Test
    void theImageIsMadeOfPinnedOnesAndSaysWhatItIsMadeOf() throws Exception {
        List<String> plan = plan(Map.of());
        String build = plan.get(indexOf(plan, "docker buildx build"));
        assertThat(build)
                .containsPattern("BUILD_IMAGE=\\S+@sha256:")
                .containsPattern("RUN_IMAGE=\\S+@sha256:")
                .contains("linux/amd64,linux/arm64", "--sbom=true", "--provenance=mode=max", "SOURCE_DATE_EPOCH=")
                .contains("name=" + IMAGE + ":", "push=true", "rewrite-timestamp=true");
        assertThat(Chart.read("deploy/Dockerfile")).contains("ARG BUILD_IMAGE=", "ARG RUN_IMAGE=", "-Prelease");
        assertThat(indexOf(plan, "mvn ")).isLessThan(indexOf(plan, "deploy/tarball.sh"));
        assertThat(plan.get(indexOf(plan, "mvn "))).contains("-Prelease");
    }

    @ParameterizedTest
    @CsvSource({
        "8.1.2-Jellyfin Copyright (c) the FFmpeg developers, true",
        "n8.2.1-3-gabcdef Copyright, true",
        "10.0 Copyright, true",
        "8.1.1-Jellyfin Copyright, false",
        "7.1.3-Jellyfin Copyright, false",
        "unknown, false"
    })
    void anFfmpegThatIsOlderThanTheImagePromisesIsRefused(String version, boolean isTaken, @TempDir Path directory)
            throws Exception {
        Path program = Files.writeString(
                directory.resolve("ffmpeg"),
                "#!/bin/sh\necho 'ffmpeg version " + version + "'\necho built with gcc 12\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Ended checked = run(List.of("deploy/ffmpeg/check.sh", program.toString()), Map.of());
        assertThat(checked.status() == 0).as(checked.said()).isEqualTo(isTaken);
        assertThat(checked.said().isEmpty()).as(checked.said()).isEqualTo(isTaken);
        assertThat(Chart.read("deploy/Dockerfile")).contains("check.sh /usr/lib/jellyfin-ffmpeg/ffmpeg");
    }

    /** The other engine is given the same, by the names that it has for it. */
    @Test
    void buildahBuildsThePinnedImagesForBothArchitecturesToo() throws Exception {
        List<String> plan = plan(Map.of("ENGINE", "buildah", "RUN_IMAGE", "registry.example.org/jre:25"));
        int build = indexOf(plan, "buildah build");
        assertThat(plan.get(build))
                .containsPattern("BUILD_IMAGE=\\S+@sha256:")
                .contains("RUN_IMAGE=registry.example.org/jre:25@sha256:")
                .contains("linux/amd64,linux/arm64", "SOURCE_DATE_EPOCH=", "--timestamp", "--manifest " + IMAGE + ":");
        int pushed = indexOf(plan, "buildah manifest push --all");
        assertThat(pushed).isGreaterThan(build).isLessThan(indexOf(plan, "cosign sign --yes"));
        assertThat(plan).noneMatch(line -> line.startsWith("docker"));
    }

    @Test
    void aRehearsalNeedsNoTagAndLeavesThisMachineNever(@TempDir Path directory) throws Exception {
        Path checkout = checkout(directory);
        for (List<String> command : List.of(
                List.of("git", "add", "--all"),
                List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-mx"))) {
            List<String> there = new ArrayList<>(command);
            there.addAll(1, List.of("-C", checkout.toString()));
            Ended ended = run(there, Map.of());
            assertThat(ended.status()).as(ended.said()).isZero();
        }
        String script = checkout.resolve("deploy/release.sh").toString();
        Ended tagless = run(List.of(script, IMAGE), Map.of());
        assertThat(tagless.status()).isEqualTo(1);
        assertThat(tagless.said()).contains("HEAD is not v");
        Ended elsewhere = run(List.of(script, "--rehearse", IMAGE), Map.of());
        assertThat(elsewhere.status()).isEqualTo(1);
        assertThat(elsewhere.said()).contains("is not on this machine");
    }

    /** A tag can be moved to another image between the push and the signature. */
    @Test
    void whatIsSignedIsNamedByItsDigestOnceItIsThere() throws Exception {
        List<String> plan = plan(Map.of());
        int pushed = indexOf(plan, "docker buildx build");
        for (String beginning : List.of("cosign sign --yes", "cosign attest --yes")) {
            int at = indexOf(plan, beginning);
            assertThat(at).isGreaterThan(pushed);
            assertThat(plan.get(at)).endsWith(IMAGE + "@sha256:BUILT");
        }
        assertThat(plan.get(indexOf(plan, "cosign attest --yes")))
                .contains("--type cyclonedx", "physalia-", ".cdx.json");
        assertThat(plan.get(indexOf(plan, "deploy/chart.sh"))).contains(IMAGE + " sha256:BUILT");
        assertThat(plan.get(indexOf(plan, "cosign sign-blob"))).endsWith("SHA256SUMS");
    }

    @Test
    void aKeySignsEverythingAndItsOtherHalfChecksIt() throws Exception {
        List<String> plan = plan(Map.of("COSIGN_KEY", "env://SIGNING"));
        int key = indexOf(plan, "cosign public-key");
        assertThat(plan.get(key)).contains("--key env://SIGNING", "--outfile /out/physalia.pub");
        assertThat(key).isLessThan(indexOf(plan, "mvn "));
        List<String> signatures = plan.stream()
                .filter(line -> line.startsWith("cosign") && line.contains("--yes"))
                .toList();
        assertThat(signatures).hasSize(3).allMatch(line -> line.contains("--key env://SIGNING"));
        List<String> checks =
                plan.stream().filter(line -> line.startsWith("cosign verify")).toList();
        assertThat(checks)
                .hasSize(3)
                .allMatch(line -> line.contains("--key /out/physalia.pub"))
                .noneMatch(line -> line.contains("insecure") || line.contains("http"))
                .allMatch(line -> plan.indexOf(line) > plan.indexOf(signatures.getLast()));
    }

    /** Only a rehearsal keeps away from the public log, and takes a registry without TLS. */
    @Test
    void aReleaseIsToldToThePublicLog() throws Exception {
        assertThat(plan(Map.of()))
                .anyMatch(line -> line.startsWith("cosign"))
                .noneMatch(line -> line.contains("signing-config") || line.contains("--allow-http-registry"));
    }

    @Test
    void whatIsNoImageIsRefused() throws Exception {
        for (List<String> wrong : List.of(List.<String>of(), List.of("--sign"), List.of(IMAGE + "@" + DIGEST))) {
            List<String> command = new ArrayList<>(List.of("deploy/release.sh", "--print"));
            command.addAll(wrong);
            assertThat(run(command, Map.of()).status()).as(wrong.toString()).isEqualTo(2);
        }
    }

    private static Path checkout(Path directory) throws Exception {
        Path checkout = directory.resolve("checkout");
        for (String file :
                List.of("deploy/release.sh", "deploy/Dockerfile", "deploy/helm/physalia/Chart.yaml", "pom.xml")) {
            Files.createDirectories(checkout.resolve(file).resolveSibling(""));
            Files.copy(
                    Chart.home().resolve(file),
                    checkout.resolve(file),
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        assertThat(run(List.of("git", "init", "--quiet", checkout.toString()), Map.of())
                        .status())
                .isZero();
        return checkout;
    }

    /** Without --print, a checkout that is not exactly what its tag says. */
    @Test
    void aCheckoutWithChangesIsNotReleased(@TempDir Path directory) throws Exception {
        Path checkout = checkout(directory);
        Ended refused = run(List.of(checkout.resolve("deploy/release.sh").toString(), IMAGE), Map.of());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.said()).contains("the checkout has changes");
    }

    @Test
    void theReleasedChartNamesItsImageByDigest(@TempDir Path directory) throws Exception {
        Ended copied = run(List.of("deploy/chart.sh", IMAGE, DIGEST, directory.toString()), Map.of());
        assertThat(copied.status()).as(copied.said()).isZero();
        Path chart = directory.resolve("physalia");
        for (String values : List.of("{}", Chart.COLONY)) {
            List<KubernetesObject> programs = Chart.render(chart, values).stream()
                    .filter(object -> object.has("spec.template.spec.containers"))
                    .toList();
            assertThat(programs)
                    .isNotEmpty()
                    .allSatisfy(object -> assertThat(object.text("spec.template.spec.containers.0.image"))
                            .isEqualTo(IMAGE + "@" + DIGEST));
        }
        assertThat(read(chart.resolve("values.yaml")).lines())
                .hasSameSizeAs(
                        Chart.read("deploy/helm/physalia/values.yaml").lines().toList());
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
