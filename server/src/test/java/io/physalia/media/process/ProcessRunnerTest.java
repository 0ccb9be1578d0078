package io.physalia.media.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessRunnerTest {
    private final ProcessRunner runner = new ProcessRunner();

    @AfterEach
    void endAll() {
        runner.close();
    }

    @Test
    void aClosedChildIsGoneAtOnce() {
        for (int round = 0; round < 50; round++) {
            Child child = runner.start(List.of("/bin/sleep", "60"));
            assertThat(runner.liveChildren()).isEqualTo(1);
            child.close();
            assertThat(child.isAlive()).isFalse();
            assertThat(runner.liveChildren()).isZero();
        }
    }

    @Test
    void aChildThatOutstaysItsDeadlineIsKilled() {
        ProcessRunner.Output output = runner.run(List.of("/bin/sleep", "60"), Duration.ofMillis(50), 16);
        assertThat(output.timedOut()).isTrue();
        assertThat(output.exitCode()).isEqualTo(-1);
        assertThat(runner.liveChildren()).isZero();
    }

    @Test
    void aChildThatPrintsTooMuchIsKilled() {
        ProcessRunner.Output output = runner.run(List.of("/usr/bin/yes"), Duration.ofSeconds(10), 1000);
        assertThat(output.succeeded()).isFalse();
        assertThat(output.timedOut()).isFalse();
        assertThat(runner.liveChildren()).isZero();
    }

    @Test
    void workThatCanWaitHasTheLowestPriority() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/nice")), "nice is not installed");
        String priority = runner.runLast(
                List.of("/usr/bin/nice"), Duration.ofSeconds(60), out -> new String(out.readAllBytes(), UTF_8));
        assertThat(priority.strip()).isEqualTo("19");
        assertThat(runner.liveChildren()).isZero();
    }

    @Test
    void workThatEndsBadlyOrNeverSaysWhy() {
        List<String> failing = List.of("/bin/sh", "-c", "echo 'file:/a/b is broken' >&2; exit 3");
        assertThatThrownBy(() -> runner.runLast(failing, Duration.ofSeconds(60), InputStream::readAllBytes))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(ProcessRunner.reason(e)).isEqualTo("… is broken"));
        assertThatThrownBy(() ->
                        runner.runLast(List.of("/bin/sleep", "60"), Duration.ofMillis(50), InputStream::readAllBytes))
                .isInstanceOf(IOException.class);
        assertThat(runner.liveChildren()).isZero();
    }

    @Test
    void aChildMayUseSoMuchMemoryAndNoMore() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit is not installed");
        // The last line of what has none is all of it.
        List<String> hoarder = List.of("/bin/sh", "-c", "head -c 200000000 /dev/zero | tail -n 1 > /dev/null");
        assertThat(runner.run(hoarder, Duration.ofSeconds(60), 16).succeeded()).isTrue();
        try (ProcessRunner strict = new ProcessRunner(64 << 20)) {
            ProcessRunner.Output output = strict.run(hoarder, Duration.ofSeconds(60), 16);
            assertThat(output.succeeded()).isFalse();
            assertThat(output.stderrTail()).contains("memory");
        }
        assertThat(runner.run(List.of("/bin/cat", "/proc/self/limits"), Duration.ofSeconds(10), 1 << 16)
                        .stdout())
                .containsPattern("Max core file size +0 ");
    }
}
