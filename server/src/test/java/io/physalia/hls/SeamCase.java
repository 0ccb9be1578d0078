package io.physalia.hls;

import io.physalia.media.AudioOutput;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.KeyframeReader;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.Prober;
import io.physalia.media.Rational;
import io.physalia.media.SegmentContainer;
import io.physalia.media.VideoOutput;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A film and what is made of it.
 *
 * @param video what happens to the picture; its stream index is taken from the film
 * @param audio what happens to the sound; likewise
 * @param words subtitles that are drawn into the picture, as the text of a file beside the film
 */
record SeamCase(
        String name,
        SeamFilms.Recipe recipe,
        VideoOutput video,
        AudioOutput audio,
        SegmentContainer container,
        Optional<String> words) {

    SeamCase(String name, SeamFilms.Recipe recipe, VideoOutput video, AudioOutput audio, SegmentContainer container) {
        this(name, recipe, video, audio, container, Optional.empty());
    }

    /** The wanted length of segments; short, so that a short film has several. */
    static final long LENGTH_NANOS = 2_000_000_000L;

    EncodeSpec spec(ProcessRunner runner, Ffmpeg ffmpeg, Path film) {
        MediaInfo info = new Prober(runner, ffmpeg).probe(film);
        VideoOutput picture = switch (video) {
            case VideoOutput.None none -> none;
            case VideoOutput.Copy _ ->
                new VideoOutput.Copy(info.video().orElseThrow().index());
            case VideoOutput.Encode e ->
                new VideoOutput.Encode(
                        info.video().orElseThrow().index(),
                        e.codec(),
                        e.bitrateBps(),
                        e.width(),
                        e.height(),
                        e.level(),
                        e.profile());
        };
        AudioOutput sound = switch (audio) {
            case AudioOutput.None none -> none;
            case AudioOutput.Copy _ ->
                new AudioOutput.Copy(info.audio().orElseThrow().index());
            case AudioOutput.Encode e ->
                new AudioOutput.Encode(
                        info.audio().orElseThrow().index(),
                        e.codec(),
                        e.bitrateBps(),
                        e.channels(),
                        e.sampleRateHz(),
                        e.downmix());
        };
        return new EncodeSpec(film, info, picture, sound, container, drawn(film, info));
    }

    /** As clients number it: behind the film's own streams. */
    private Drawn drawn(Path film, MediaInfo info) {
        return words(film)
                .<Drawn>map(file -> new Drawn.Text(info.streams().size(), Optional.of(file), ""))
                .orElseGet(Drawn.Nothing::new);
    }

    /** The file beside the film, written if it is not there. */
    Optional<Path> words(Path film) {
        return words.map(text -> {
            String format = text.startsWith("[") ? ".ass" : ".srt";
            Path file = film.resolveSibling("words-" + Integer.toHexString(text.hashCode()) + format);
            try {
                if (!Files.exists(file)) {
                    Path fresh = Files.createTempFile(film.getParent(), "words", ".part");
                    Files.writeString(fresh, text);
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                }
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    SegmentPlan plan(ProcessRunner runner, Ffmpeg ffmpeg, EncodeSpec spec) {
        MediaInfo info = spec.info();
        long end = info.duration().toNanos();
        return switch (spec.video()) {
            case VideoOutput.None _ -> SegmentPlans.forAudio(LENGTH_NANOS, end);
            case VideoOutput.Copy copy ->
                SegmentPlans.forCopiedVideo(
                        new KeyframeReader(runner, ffmpeg)
                                .read(spec.source(), info, copy.streamIndex())
                                .nanos(),
                        LENGTH_NANOS,
                        end);
            case VideoOutput.Encode _ -> {
                MediaStream.Video stream = info.video().orElseThrow();
                Rational rate = stream.constantFrameRate() ? stream.nominalFrameRate() : Rational.ZERO;
                long first = stream.common().start().minus(info.start()).toNanos();
                yield SegmentPlans.forEncodedVideo(rate.num(), rate.den(), first, LENGTH_NANOS, end);
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
