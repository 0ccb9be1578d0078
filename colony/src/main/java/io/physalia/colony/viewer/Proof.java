package io.physalia.colony.viewer;

import io.physalia.colony.film.Decoded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a recording shows, held against an undisturbed run of the same plan: every frame once and in order, every audio sample, no
 * gap and no overlap in time.
 *
 * @param framesExpected frames of the undisturbed run
 * @param framesSeen how many different ones of them were seen
 * @param framesMissing how many were not
 * @param framesRepeated how many were seen more than once or out of order, or cannot be read
 * @param largestTimeErrorMicros how far a packet's time is off
 * @param largestSampleError difference of decoded sound, as a part of full scale: two lossy encodes differ a little after a seam
 * @param problems everything that is not as it should be, in words; empty: the recording is as good as undisturbed
 */
public record Proof(
        int framesExpected,
        int framesSeen,
        int framesMissing,
        int framesRepeated,
        long audioSamplesExpected,
        long audioSamplesSeen,
        long largestTimeErrorMicros,
        double largestSampleError,
        List<String> problems) {
    /** Two ticks of the 90 kHz clock of MPEG-TS, rounded up. */
    private static final long TIME_TOLERANCE_MICROS = 23;

    /** Matroska rounds times to milliseconds. */
    private static final long STEP_TOLERANCE_MICROS = 1100;

    private static final double SAMPLE_TOLERANCE = 0.05;

    public Proof {
        problems = List.copyOf(problems);
    }

    /** @param framesPerSecond the film's constant rate */
    public static Proof of(Decoded played, Decoded undisturbed, double framesPerSecond) {
        List<String> problems = new ArrayList<>();
        judgeReference(undisturbed, problems);
        judgeTimes("the film", played.videoPts(), framesPerSecond, problems);
        judgeTimes("the undisturbed run", undisturbed.videoPts(), framesPerSecond, problems);
        Set<Integer> expected = new HashSet<>(undisturbed.frames());
        Set<Integer> seen = new HashSet<>(played.frames());
        seen.retainAll(expected);
        int missing = expected.size() - seen.size();
        int repeated = disorder(played.frames());
        long timeError = Math.max(
                timeError("video", played.videoPts(), undisturbed.videoPts(), problems),
                timeError("audio", played.audioPts(), undisturbed.audioPts(), problems));
        double sampleError = sampleError(played, undisturbed);
        if (missing > 0) {
            problems.add(missing + " frames are missing, the first of them " + firstMissing(expected, seen));
        }
        if (repeated > 0) {
            problems.add(repeated + " frames are repeated, out of order or not readable");
        }
        if (played.audioSamples() != undisturbed.audioSamples()) {
            problems.add("the sound has " + played.audioSamples() + " samples (expected: " + undisturbed.audioSamples()
                    + ")");
        }
        if (timeError > TIME_TOLERANCE_MICROS) {
            problems.add("a packet is " + timeError + " µs off its time");
        }
        if (sampleError > SAMPLE_TOLERANCE) {
            problems.add("the sound differs by " + sampleError + " of full scale");
        }
        played.warnings().forEach(warning -> problems.add("the decoder says: " + warning));
        return new Proof(
                expected.size(),
                seen.size(),
                missing,
                repeated,
                undisturbed.audioSamples(),
                played.audioSamples(),
                timeError,
                sampleError,
                problems);
    }

    private static void judgeReference(Decoded undisturbed, List<String> problems) {
        if (disorder(undisturbed.frames()) > 0
                || undisturbed.frames().isEmpty()
                || undisturbed.frames().getFirst() != 0) {
            problems.add("the undisturbed run itself has missing, repeated or unreadable frames");
        }
        undisturbed.warnings().forEach(warning -> problems.add("the decoder says of the undisturbed run: " + warning));
    }

    /** Each frame follows the one before it by the same time, but for what a source's milliseconds round away. */
    private static void judgeTimes(String what, List<Long> pts, double framesPerSecond, List<String> problems) {
        long step = Math.round(1e6 / framesPerSecond);
        int wrong = 0;
        long first = 0;
        for (int i = 1; i < pts.size(); i++) {
            if (Math.abs(pts.get(i) - pts.get(i - 1) - step) > STEP_TOLERANCE_MICROS) {
                first = wrong++ == 0 ? pts.get(i) : first;
            }
        }
        if (wrong > 0) {
            problems.add(wrong + " frames of " + what + " do not follow the frame before them by " + step
                    + " µs, the first of them at " + first + " µs");
        }
    }

    /** How many frames are not the successor of the highest before them, not counting gaps. */
    private static int disorder(List<Integer> frames) {
        int wrong = 0;
        int highest = -1;
        for (int frame : frames) {
            if (frame > highest) {
                highest = frame;
            } else {
                wrong++;
            }
        }
        return wrong;
    }

    private static int firstMissing(Set<Integer> expected, Set<Integer> seen) {
        return expected.stream()
                .filter(frame -> !seen.contains(frame))
                .sorted()
                .findFirst()
                .orElse(-1);
    }

    private static long timeError(String what, List<Long> played, List<Long> undisturbed, List<String> problems) {
        if (played.size() != undisturbed.size()) {
            problems.add(played.size() + " " + what + " packets (expected: " + undisturbed.size() + ")");
        }
        long largest = 0;
        for (int i = 0; i < Math.min(played.size(), undisturbed.size()); i++) {
            largest = Math.max(largest, Math.abs(played.get(i) - undisturbed.get(i)));
        }
        return largest;
    }

    private static double sampleError(Decoded played, Decoded undisturbed) {
        int largest = 0;
        int count = Math.min(played.audio().limit(), undisturbed.audio().limit());
        for (int i = 0; i < count; i++) {
            largest = Math.max(
                    largest,
                    Math.abs(played.audio().get(i) - undisturbed.audio().get(i)));
        }
        return largest / 32768.0;
    }
}
