package io.physalia.media.process;

import static org.assertj.core.api.Assertions.assertThat;

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
}
