package io.physalia.subtitle;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.FileState;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.SubtitleCodecs;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The subtitle tracks of media files and of the files beside them. What was taken out of a film is kept: in this pod's cache directory, and its text in the
 * database for all pods. It belongs to one state of the file, by size and time of change. Thread-safe; the first caller for a film waits while it is read.
 */
public final class SubtitleTracks {
    private static final System.Logger LOG = System.getLogger(SubtitleTracks.class.getName());
    private static final int LARGEST_SHARED = 8 << 20;
    /** A little longer than the longest extraction. */
    private static final Duration PATIENCE = Duration.ofMinutes(31);

    private final TrackCache cache;
    private final TrackExtractor extractor;
    private final TrackStore store;
    private final MomentReader moments;
    private final TextDesk desk;

    SubtitleTracks(TrackCache cache, TrackExtractor extractor, TrackStore store, MomentReader moments, TextDesk desk) {
        this.cache = cache;
        this.extractor = extractor;
        this.store = store;
        this.moments = moments;
        this.desk = desk;
    }

    /** Text of a track or file, and the format it is in. */
    @SuppressWarnings("ArrayRecordComponent") // A buffer on its way to the converter; never compared.
    public record Text(byte[] bytes, SubtitleFormat format) {}

    /**
     * The text of a track within a film.
     *
     * @throws Failure {@code SOURCE_NOT_FOUND} if it is no text; {@code FILE_NOT_FOUND}, {@code NOT_MEDIA}, {@code STORAGE_UNAVAILABLE}
     */
    public Text text(Film film, int index) {
        MediaStream stream = text(film.info(), index);
        Optional<Text> kept = kept(film, stream);
        if (kept.isEmpty()) {
            awaitOthers(film);
            kept = kept(film, stream);
        }
        if (kept.isEmpty()) {
            // Nobody could, or the database is away, or the track is too large for it.
            share(film, extracted(film));
            kept = kept(film, stream);
        }
        return kept.orElseThrow(
                () -> new Failure(FailureCode.NOT_MEDIA, "stream " + index + " cannot be read as text"));
    }

    /**
     * The text of a track as far as it is shown in a window, and perhaps more of it. Nobody waits for what lies outside of a window that has an end: that is taken out meanwhile.
     *
     * @throws Failure like {@link #text(Film, int)}
     */
    public Text text(Film film, int index, Window window) {
        MediaStream stream = text(film.info(), index);
        if (!MomentReader.isMoment(film.info(), window)) {
            return text(film, index);
        }
        return kept(film, stream)
                .orElseGet(
                        () -> moment(film, stream, window.start(), window.end().orElseThrow()));
    }

    /**
     * The text of a track if it is there already; whoever gets nothing has not asked for anything.
     *
     * @throws Failure {@code SOURCE_NOT_FOUND} if it is no text
     */
    Optional<Text> find(Film film, int index) {
        return kept(film, text(film.info(), index));
    }

    /**
     * Has the text of a film taken out before somebody waits for it. Returns at once; does nothing if the index is no text within the film, and nothing if the film
     * cannot be read, which whoever asks for the text is told.
     */
    public void prepare(String source, Path file, MediaInfo info, int index) {
        if (isText(info.stream(index))) {
            Thread.ofVirtual().name("subtitles-" + source).start(() -> {
                try {
                    Film film = Film.of(source, file, info);
                    if (find(film, index).isEmpty()) {
                        var _ = desk.ask(film);
                    }
                } catch (Failure e) {
                    LOG.log(Level.DEBUG, "no text is prepared: {0}", e.reason());
                }
            });
        }
    }

    /** Takes all text out of a film, unless it is there, and keeps it for all pods. */
    void keep(Film film) {
        List<MediaStream> tracks = texts(film);
        if (!tracks.isEmpty()
                && store.find(film.source(), film.version(), tracks.getFirst().index())
                        .isEmpty()) {
            share(film, extracted(film));
        }
    }

    /**
     * A track of pictures within a film, as a file.
     *
     * @throws Failure like {@link #text}
     */
    public Path pictures(Film film, int index) {
        MediaStream stream = subtitle(film, index);
        if (SubtitleCodecs.isText(stream.codec()) || !SubtitleCodecs.isExtractable(stream.codec())) {
            throw new Failure(
                    FailureCode.SOURCE_NOT_FOUND, "stream " + index + " is not made of PGS or VobSub pictures");
        }
        Path place = cache.place(film.source(), film.version() + "/" + index);
        return cache.once(place, fresh -> extractor.extract(film, List.of(stream), fresh))
                .resolve(TrackExtractor.fileName(stream));
    }

    /**
     * A file within a film: a font.
     *
     * @throws Failure {@code SOURCE_NOT_FOUND} if there is none with this index
     */
    public Path attachment(Film film, int index) {
        if (!(film.info().stream(index).orElse(null) instanceof MediaStream.Attachment)) {
            throw new Failure(FailureCode.SOURCE_NOT_FOUND, "stream " + index + " is no attachment");
        }
        Path place = cache.place(film.source(), film.version() + "/" + index);
        return cache.once(place, fresh -> extractor.attachment(film, index, fresh.resolve("attachment")))
                .resolve("attachment");
    }

    /**
     * The text of a file beside a film.
     *
     * @throws Failure {@code FILE_NOT_FOUND}, {@code NOT_MEDIA}
     */
    public Text text(Path file) {
        String name = String.valueOf(file.getFileName());
        Optional<SubtitleFormat> format =
                SubtitleFormat.find(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (format.isPresent()) {
            return new Text(TrackCache.read(file), format.get());
        }
        Path place = cache.place(file.toString(), FileState.of(file).text());
        Path converted = cache.once(place, fresh -> extractor.convert(file, fresh.resolve("text.srt")));
        return new Text(TrackCache.read(converted.resolve("text.srt")), SubtitleFormat.SRT);
    }

    private static boolean isText(Optional<MediaStream> stream) {
        return stream.filter(each -> each instanceof MediaStream.Subtitle && SubtitleCodecs.isText(each.codec()))
                .isPresent();
    }

    private static MediaStream text(MediaInfo info, int index) {
        Optional<MediaStream> stream = info.stream(index);
        if (!isText(stream)) {
            throw new Failure(FailureCode.SOURCE_NOT_FOUND, "stream " + index + " is no text");
        }
        return stream.get();
    }

    private static List<MediaStream> texts(Film film) {
        return film.info().streams().stream()
                .filter(stream -> isText(Optional.of(stream)))
                .toList();
    }

    private static SubtitleFormat format(MediaStream stream) {
        return TrackExtractor.fileName(stream).endsWith(".ass") ? SubtitleFormat.ASS : SubtitleFormat.SRT;
    }

    private Optional<Text> kept(Film film, MediaStream stream) {
        Path file = cache.place(film.source(), film.version()).resolve(TrackExtractor.fileName(stream));
        return (Files.exists(file)
                        ? Optional.of(TrackCache.read(file))
                        : store.find(film.source(), film.version(), stream.index()))
                .map(bytes -> new Text(bytes, format(stream)));
    }

    /** Lets whichever pod take the text out. While the database is away there is nobody to ask. */
    private void awaitOthers(Film film) {
        CompletableFuture<?> end = desk.ask(film);
        for (long second = 0; second < PATIENCE.toSeconds() && store.isReachable(); second++) {
            try {
                end.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException _) {
                // Not yet.
            } catch (ExecutionException | CancellationException _) {
                return;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Text moment(Film film, MediaStream stream, Duration start, Duration end) {
        var _ = desk.ask(film);
        return cache.briefly(fresh -> {
            Path file = fresh.resolve(TrackExtractor.fileName(stream));
            moments.read(film, stream, start, end, file);
            return new Text(TrackCache.read(file), format(stream));
        });
    }

    private static MediaStream subtitle(Film film, int index) {
        if (film.info().stream(index).orElse(null) instanceof MediaStream.Subtitle subtitle) {
            return subtitle;
        }
        throw new Failure(FailureCode.SOURCE_NOT_FOUND, "stream " + index + " is no subtitle");
    }

    /** All text tracks in one go; should one of them be broken, each by itself, and the broken one is left out. */
    private Path extracted(Film film) {
        List<MediaStream> tracks = texts(film);
        return cache.once(cache.place(film.source(), film.version()), fresh -> {
            try {
                extractor.extract(film, tracks, fresh);
            } catch (Failure broken) {
                if (tracks.size() == 1) {
                    throw broken;
                }
                tracks.forEach(track -> extractAlone(film, track, fresh));
            }
        });
    }

    private void share(Film film, Path place) {
        Map<Integer, byte[]> shared = new HashMap<>();
        for (MediaStream track : texts(film)) {
            Path file = place.resolve(TrackExtractor.fileName(track));
            if (Files.exists(file) && file.toFile().length() <= LARGEST_SHARED) {
                shared.put(track.index(), TrackCache.read(file));
            }
        }
        store.put(film.source(), film.version(), shared);
    }

    private void extractAlone(Film film, MediaStream track, Path fresh) {
        try {
            extractor.extract(film, List.of(track), fresh);
        } catch (Failure broken) {
            try {
                Files.deleteIfExists(fresh.resolve(TrackExtractor.fileName(track)));
            } catch (IOException e) {
                throw TrackCache.storage(e);
            }
        }
    }
}
