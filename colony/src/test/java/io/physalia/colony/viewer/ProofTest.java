package io.physalia.colony.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.colony.film.Decoded;
import java.nio.ShortBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofTest {
    private static final Decoded REFERENCE = decoded(List.of(0, 1, 2, 3), 8, List.of(0L, 40_000L, 80_000L, 120_000L));

    private static Decoded decoded(List<Integer> frames, int samples, List<Long> times) {
        return new Decoded(frames, ShortBuffer.allocate(samples), samples, times, List.of(0L), List.of());
    }

    @Test
    void anEqualRecordingHasNoProblems() {
        Proof proof = Proof.of(REFERENCE, REFERENCE, 25);

        assertThat(proof.problems()).isEmpty();
        assertThat(proof.framesSeen()).isEqualTo(4);
    }

    @Test
    void aMissingFrameIsSeen() {
        Proof proof = Proof.of(decoded(List.of(0, 1, 3), 8, REFERENCE.videoPts().subList(0, 3)), REFERENCE, 25);

        assertThat(proof.framesMissing()).isEqualTo(1);
        assertThat(proof.problems()).anyMatch(text -> text.contains("the first of them 2"));
    }

    @Test
    void aRepeatedFrameIsSeen() {
        Proof proof = Proof.of(decoded(List.of(0, 1, 1, 2, 3), 8, REFERENCE.videoPts()), REFERENCE, 25);

        assertThat(proof.framesRepeated()).isEqualTo(1);
        assertThat(proof.problems()).isNotEmpty();
    }

    @Test
    void aMissingSampleIsSeen() {
        assertThat(Proof.of(decoded(REFERENCE.frames(), 7, REFERENCE.videoPts()), REFERENCE, 25)
                        .problems())
                .containsExactly("the sound has 7 samples (expected: 8)");
    }

    @Test
    void aShiftedFrameIsSeen() {
        Decoded shifted = decoded(REFERENCE.frames(), 8, List.of(0L, 40_000L, 81_000L, 120_000L));

        assertThat(Proof.of(shifted, REFERENCE, 25).problems()).containsExactly("a packet is 1000 µs off its time");
    }

    @Test
    void aFrameAtAWrongTimeIsSeenEvenIfTheUndisturbedRunHasIt() {
        Decoded early = decoded(REFERENCE.frames(), 8, List.of(0L, 700L, 80_000L, 120_000L));

        assertThat(Proof.of(early, early, 25).problems())
                .contains(
                        "2 frames of the film do not follow the frame before them by 40000 µs, the first of them at 700 µs");
    }

    @Test
    void anotherSoundIsHeard() {
        ShortBuffer sound = ShortBuffer.allocate(8);
        sound.put(3, (short) 20_000);
        Decoded other = new Decoded(REFERENCE.frames(), sound, 8, REFERENCE.videoPts(), List.of(0L), List.of());

        assertThat(Proof.of(other, REFERENCE, 25).problems())
                .singleElement()
                .asString()
                .contains("the sound differs");
    }

    @Test
    void aReferenceWithGapsProvesNothing() {
        Decoded gappy = decoded(List.of(1, 2, 2), 8, List.of(0L, 40_000L, 80_000L));

        assertThat(Proof.of(gappy, gappy, 25).problems()).anyMatch(text -> text.contains("the undisturbed run itself"));
    }
}
