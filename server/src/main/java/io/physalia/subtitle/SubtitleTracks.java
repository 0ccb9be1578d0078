package io.physalia.subtitle;

import io.physalia.concurrent.SingleFlight;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.MediaStream;
import io.physalia.media.SubtitleCodecs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The subtitle tracks of media files and of the files beside them. What was taken out of a film is kept: in this pod's cache directory, and its text in the
 * database for all pods. It belongs to one state of the file, by size and time of change. Thread-safe; the first caller for a film waits while it is read.
 */
public final class SubtitleTracks {
    private static final long LARGEST_FILE = 64L << 20;
    private static final int LARGEST_SHARED = 8 << 20;

    private final Path directory;
    private final TrackExtractor extractor;
    private final TrackStore store;
    private final SingleFlight<Path, Path> underWay = new SingleFlight<>();

    SubtitleTracks(Path directory, TrackExtractor extractor, TrackStore store) {
        this.directory = directory;
        this.extractor = extractor;
        this.store = store;
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
        MediaStream stream = subtitle(film, index);
        if (!SubtitleCodecs.isText(stream.codec())) {
            throw new Failure(FailureCode.SOURCE_NOT_FOUND, "stream " + index + " is made of pictures");
        }
        String name = TrackExtractor.fileName(stream);
        SubtitleFormat format = name.endsWith(".ass") ? SubtitleFormat.ASS : SubtitleFormat.SRT;
        Path place = place(film.source(), film.version());
        Path kept = place.resolve(name);
        if (!Files.exists(kept)) {
            Optional<byte[]> shared = store.find(film.source(), film.version(), index);
            if (shared.isPresent()) {
                return new Text(shared.get(), format);
            }
            once(place, fresh -> extractText(film, fresh));
        }
        if (!Files.exists(kept)) {
            throw new Failure(FailureCode.NOT_MEDIA, "stream " + index + " cannot be read as text");
        }
        return new Text(read(kept), format);
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
        Path place = place(film.source(), film.version() + "/" + index);
        return once(place, fresh -> extractor.extract(film, List.of(stream), fresh))
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
        Path place = place(film.source(), film.version() + "/" + index);
        return once(place, fresh -> extractor.attachment(film, index, fresh.resolve("attachment")))
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
            return new Text(read(file), format.get());
        }
        Path place = place(file.toString(), Film.version(file));
        Path converted = once(place, fresh -> extractor.convert(file, fresh.resolve("text.srt")));
        return new Text(read(converted.resolve("text.srt")), SubtitleFormat.SRT);
    }

    private static MediaStream subtitle(Film film, int index) {
        if (film.info().stream(index).orElse(null) instanceof MediaStream.Subtitle subtitle) {
            return subtitle;
        }
        throw new Failure(FailureCode.SOURCE_NOT_FOUND, "stream " + index + " is no subtitle");
    }

    /** All text tracks in one go; should one of them be broken, each by itself, and the broken one is left out. */
    private void extractText(Film film, Path fresh) {
        List<MediaStream> tracks = film.info().streams().stream()
                .filter(stream -> stream instanceof MediaStream.Subtitle && SubtitleCodecs.isText(stream.codec()))
                .toList();
        try {
            extractor.extract(film, tracks, fresh);
        } catch (Failure broken) {
            if (tracks.size() == 1) {
                throw broken;
            }
            for (MediaStream track : tracks) {
                extractAlone(film, track, fresh);
            }
        }
        Map<Integer, byte[]> shared = new HashMap<>();
        for (MediaStream track : tracks) {
            Path file = fresh.resolve(TrackExtractor.fileName(track));
            if (Files.exists(file) && file.toFile().length() <= LARGEST_SHARED) {
                shared.put(track.index(), read(file));
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
                throw storage(e);
            }
        }
    }

    private interface Maker {
        void make(Path directory);
    }

    /** A directory that is complete as soon as it is there. Of many callers one makes it. */
    private Path once(Path place, Maker maker) {
        if (Files.isDirectory(place)) {
            return place;
        }
        return underWay.run(place, () -> {
            make(place, maker);
            return place;
        });
    }

    private static void make(Path place, Maker maker) {
        if (Files.isDirectory(place)) {
            return;
        }
        Path fresh = place.resolveSibling(place.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(fresh);
            try {
                maker.make(fresh);
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                TrackExtractor.delete(fresh);
            }
        } catch (IOException e) {
            // Another process may have been faster.
            if (!Files.isDirectory(place)) {
                throw storage(e);
            }
        }
    }

    private static Failure storage(IOException e) {
        return new Failure(FailureCode.STORAGE_UNAVAILABLE, "the cache directory cannot be written", e);
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new Failure(FailureCode.NOT_MEDIA, "the subtitles are larger than " + LARGEST_FILE + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, FailureCode.FILE_NOT_FOUND.summary(), e);
        }
    }

    private Path place(String source, String state) {
        try {
            byte[] key = MessageDigest.getInstance("SHA-256")
                    .digest((source.length() + ":" + source + state).getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
