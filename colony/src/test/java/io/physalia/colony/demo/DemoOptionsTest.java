package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.colony.pod.Colony;
import io.physalia.colony.viewer.SegmentKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
    @Test
    void everyOptionIsUnderstood() {
        DemoOptions options = DemoOptions.parse(List.of(
                "--headless",
                "--seconds",
                "30",
                "--kill-every=5",
                "--storage",
                "pod",
                "--container",
                "fmp4",
                "--pods",
                "4",
                "--seed",
                "17",
                "--report",
                "out.json",
                "--size",
                "320x180",
                "--term",
                "--lease",
                "2"));

        assertThat(options.headless()).isTrue();
        assertThat(options.seconds()).isEqualTo(30);
        assertThat(options.killEvery()).isEqualTo(5);
        assertThat(options.storage()).isEqualTo(Colony.Storage.POD);
        assertThat(options.container()).isEqualTo(SegmentKind.FMP4);
        assertThat(options.pods()).isEqualTo(4);
        assertThat(options.seed()).isEqualTo(17);
        assertThat(options.report()).contains(Path.of("out.json"));
        assertThat(options.width()).isEqualTo(320);
        assertThat(options.blow()).isEqualTo(Blow.TERM);
        assertThat(options.lease()).hasSeconds(2);
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithWhatIsExpected() {
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--storage", "cloud")))
                .hasMessageContaining("--storage: cloud (expected: one of [shared, pod])");
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--seconds", "0"))).hasMessageContaining("expected: 5 to");
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--colour", "red"))).hasMessageContaining("no such option");
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--seconds"))).hasMessageContaining("missing");
    }
}
