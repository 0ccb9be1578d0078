package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacketGridTest {
    @Test
    void whateverMillisecondsMadeOfAPacketsTimeIsUndone() {
        // AAC at 44.1 kHz in Matroska: a packet lasts 23.22 ms, and its time is rounded to a millisecond, or smoothed
        // by half of one.
        PacketGrid grid = new PacketGrid(0, 1024, 44_100);
        for (long packet = 0; packet < 400_000; packet += 37) {
            long exact = 900_000 + (packet * 1024 * 90_000 + 22_050) / 44_100;
            long millis = Math.round(exact / 90.0) * 90;
            assertThat(grid.snap(millis, 90_000)).isEqualTo(exact);
            assertThat(grid.snap(millis + 45, 90_000)).isEqualTo(exact);
            assertThat(grid.snap(millis - 45, 90_000)).isEqualTo(exact);
        }
    }

    @Test
    void theGridIsTheSameInTheTracksOwnUnits() {
        PacketGrid grid = new PacketGrid(630, 960, 48_000);
        assertThat(grid.snap(480_000 + 336 + 960 * 7 + 20, 48_000)).isEqualTo(480_000 + 336 + 960 * 7);
        assertThat(grid.snap(480_000 - 600, 48_000)).isEqualTo(480_000 + 336 - 960);
    }

    @Test
    void aTimeFarFromTheGridIsLeftAlone() {
        PacketGrid grid = new PacketGrid(0, 1536, 48_000);
        assertThat(grid.snap(900_000 + 1000, 90_000)).isEqualTo(901_000);
    }
}
