package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.physalia.hls.audit.MediaPlaylistAudit;
import io.physalia.hls.audit.SegmentAudit;
import io.physalia.media.AudioOutput;
import io.physalia.media.ClosedCaptions;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.SegmentContainer;
import io.physalia.media.VideoOutput;
import io.physalia.media.process.ProcessRunner;
import io.physalia.subtitle.Cue;
import io.physalia.subtitle.Subtitles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What must hold for an undisturbed run, and for it joined with another. */
final class SeamChecks {
    private final ProcessRunner runner;
    private final Ffmpeg ffmpeg;
    private final EncodeSpec spec;
    private final SegmentPlan plan;
    private final SeamRun whole;
    private final JoinedSegments undisturbed;
    private short @Nullable [] sound;
    private @Nullable List<Integer> pictures;
    private List<Double> light = List.of();
    private String captions = "";

    SeamChecks(ProcessRunner runner, Ffmpeg ffmpeg, EncodeSpec spec, SegmentPlan plan, SeamRun whole) {
        this.runner = runner;
        this.ffmpeg = ffmpeg;
        this.spec = spec;
        this.plan = plan;
        this.whole = whole;
        this.undisturbed = join(whole.segments().values());
    }

    private JoinedSegments join(Iterable<byte[]> segments) {
        return new JoinedSegments(whole.init(), segments, spec.container());
    }

    void undisturbedRunIsRight() {
        assertThat(isOpus() ? whole.log().replace("Error parsing Opus packet header", "") : whole.log())
                .as("what FFmpeg says")
                .doesNotContain("DTS", "dts", "rror");
        assertThat(whole.segments().keySet())
                .containsExactlyElementsOf(
                        IntStream.range(0, plan.count()).boxed().toList());
        standsUpToTheValidator(List.copyOf(whole.segments().values()));
        if (undisturbed.has(true)) {
            pictures = undisturbed.pictureNumbers(runner, ffmpeg);
            assertThat(pictures)
                    .as("every picture of the film, once, in order")
                    .isEqualTo(JoinedSegments.pictureNumbers(runner, ffmpeg, spec.source()));
            everySegmentStartsWithAKeyframeBehindItsCut();
            wordsComeAndGo();
            captionsAreThere();
        }
        if (undisturbed.has(false)) {
            sound = undisturbed.sound(runner, ffmpeg);
        }
    }

    /** FFmpeg 8 asks its parser of Opus once more at the end, with nothing in hand. */
    private boolean isOpus() {
        return spec.info().audio().filter(audio -> audio.codec().equals("opus")).isPresent();
    }

    /** What a client sees: the playlist of these cuts, and the segments held against it and each other. */
    private void standsUpToTheValidator(List<byte[]> segments) {
        boolean fragments = spec.container() == SegmentContainer.FMP4;
        MediaPlaylistAudit playlist = MediaPlaylistAudit.of(
                MediaPlaylist.write(
                        plan, fragments ? Optional.of("init.mp4") : Optional.empty(), index -> index + ".segment"),
                URI.create("http://pod/main.m3u8"));
        assertThat(playlist.problems()).as("playlist").isEmpty();
        SegmentAudit audit = new SegmentAudit(playlist, Segmenter.ORIGIN_SECONDS, constantFrameRate());
        if (fragments) {
            audit.init(whole.init());
        }
        for (int index = 0; index < segments.size(); index++) {
            audit.segment(index, segments.get(index));
        }
        assertThat(audit.problems()).as("segments").isEmpty();
    }

    /** Each piece for itself: one that has nothing to play for either sense stops a player that waits for both. */
    private void noPlayerRunsDry(List<byte[]> segments) {
        if (spec.source().getFileName().toString().startsWith("quiet")) {
            for (int index = 0; index < segments.size(); index++) {
                JoinedSegments segment = join(List.of(segments.get(index)));
                for (int track = 0; track < segment.tracks().size(); track++) {
                    assertThat(segment.audit().presentationTimes(track))
                            .as("track %s in segment %s", track, index)
                            .isNotEmpty();
                }
            }
        }
    }

    /** Text is drawn on black, so that the light of a strip says what is there. */
    private void wordsComeAndGo() {
        if (spec.drawn() instanceof Drawn.Text) {
            light = undisturbed.topLight(runner, ffmpeg);
            assertThat(light.stream().distinct().count())
                    .as("pictures with and without words")
                    .isGreaterThan(2);
            assertThat(Collections.max(light)).isGreaterThan(Collections.min(light) + 2);
        }
    }

    private void captionsAreThere() {
        if (spec.source().getFileName().toString().startsWith("captions")) {
            assertThat(ClosedCaptions.of(spec)).isEqualTo(ClosedCaptions.PRESENT);
            captions = undisturbed.captions(runner, ffmpeg);
            List<Cue> cues = Subtitles.rawCues(captions.getBytes(StandardCharsets.UTF_8));
            assertThat(cues).hasSameSizeAs(CaptionedPicture.WORDS);
            for (int i = 0; i < cues.size(); i++) {
                CaptionedPicture.Caption said = CaptionedPicture.WORDS.get(i);
                assertThat(cues.get(i).text()).contains(said.text());
                assertThat(cues.get(i).end().minus(cues.get(i).start()))
                        .isCloseTo(Duration.ofMillis(40L * (said.to() - said.from())), Duration.ofMillis(41));
            }
        }
    }

    private void everySegmentStartsWithAKeyframeBehindItsCut() {
        whole.segments().forEach((index, bytes) -> {
            JoinedSegments segment = join(List.of(bytes));
            Optional<Sample> first = segment.samples().stream()
                    .filter(sample -> segment.tracks().get(sample.track()).video())
                    .findFirst();
            first.ifPresent(sample -> {
                assertThat(sample.key())
                        .as("segment %s starts with a keyframe", index)
                        .isTrue();
                assertThat(sample.pts() - 900_000)
                        .as("segment %s starts behind its cut", index)
                        .isGreaterThanOrEqualTo(plan.cutTicks(index));
            });
        });
    }

    private boolean constantFrameRate() {
        // Matroska states a constant rate for films that have none.
        String film = spec.source().getFileName().toString();
        return spec.info().video().isPresent() && !film.startsWith("vfr") && !film.startsWith("still");
    }

    void joinedAt(int seam, SeamRun second) {
        assertThat(second.segments().keySet())
                .containsExactlyElementsOf(
                        IntStream.range(seam, plan.count()).boxed().toList());
        assertThat(second.init()).as("init section").isEqualTo(whole.init());
        List<byte[]> segments = new ArrayList<>(whole.segments().headMap(seam).values());
        segments.addAll(second.segments().values());
        isUndisturbed(segments, seam);
        if (!(spec.video() instanceof VideoOutput.Encode) && !(spec.audio() instanceof AudioOutput.Encode)) {
            second.segments()
                    .forEach((index, bytes) -> assertThat(bytes)
                            .as("segment %s, copied", index)
                            .isEqualTo(whole.segments().get(index)));
        }
    }

    /**
     * Looks at all segments of the film, whoever made them.
     *
     * @param seam where another run begins, for what is printed
     */
    void isUndisturbed(List<byte[]> segments, int seam) {
        standsUpToTheValidator(segments);
        noPlayerRunsDry(segments);
        JoinedSegments joined = join(segments);
        for (int track = 0; track < joined.tracks().size(); track++) {
            assertThat(joined.audit().presentationTimes(track))
                    .as("times of track %s joined at %s", track, seam)
                    .isEqualTo(undisturbed.audit().presentationTimes(track));
        }
        if (joined.has(true)) {
            assertThat(joined.pictureNumbers(runner, ffmpeg)).isEqualTo(pictures);
            if (!light.isEmpty()) {
                wordsAreAlike(joined.topLight(runner, ffmpeg), seam);
            }
            if (!captions.isEmpty()) {
                assertThat(joined.captions(runner, ffmpeg))
                        .as("closed captions, joined at %s", seam)
                        .isEqualTo(captions);
            }
        }
        if (joined.has(false)) {
            soundIsAlike(joined.sound(runner, ffmpeg), seam);
        }
    }

    /** A letter more or less would be seen. */
    private void wordsAreAlike(List<Double> joined, int seam) {
        assertThat(joined).hasSameSizeAs(light);
        for (int frame = 0; frame < joined.size(); frame++) {
            assertThat(joined.get(frame))
                    .as("words in frame %s, seam at %s", frame, seam)
                    .isCloseTo(light.get(frame), within(0.5));
        }
    }

    private void soundIsAlike(short[] joined, int seam) {
        short[] expected = java.util.Objects.requireNonNull(sound);
        assertThat(joined).as("decoded samples").hasSameSizeAs(expected);
        int largest = 0;
        double squares = 0;
        for (int i = 0; i < joined.length; i++) {
            int difference = Math.abs(joined[i] - expected[i]);
            // The film's end is a jump from loud to silent, which lossy encoders smear as they please.
            largest = Math.max(largest, i < joined.length * 0.98 ? difference : 0);
            squares += (double) difference * difference;
        }
        double rms = Math.sqrt(squares / joined.length);
        System.out.printf(
                "%s: seam at %d: sound differs by at most %d, rms %.2f of 32768%n",
                spec.source().getFileName(), seam, largest, rms);
        assertThat(largest).as("largest difference of the sound").isLessThan(1000);
        assertThat(rms).as("difference of the sound").isLessThan(30);
    }
}
