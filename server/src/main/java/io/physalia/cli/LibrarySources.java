package io.physalia.cli;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.FilmKeyframes;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.Items;
import io.physalia.library.Sidecar;
import io.physalia.library.catalog.Parts;
import io.physalia.media.Downmix;
import io.physalia.media.Ffmpeg;
import io.physalia.media.KeyframeReader;
import io.physalia.media.MediaStream;
import io.physalia.media.RemoteAddress;
import io.physalia.media.process.ProcessRunner;
import io.physalia.playback.SourceStreams;
import io.physalia.server.Configurations;
import io.physalia.transcode.MediaSource;
import io.physalia.transcode.MediaSources;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the files of transcode sessions among the items of the library. Thread-safe. */
final class LibrarySources implements MediaSources {
    /** The configuration's own, for a pod that starts while the database is away. */
    private static final Downmix DEFAULT_DOWNMIX = new Downmix(Downmix.Algorithm.NONE, 2);

    private final Supplier<Items> items;
    private final KeyframeReader reader;
    private final Parts parts;
    private final FilmKeyframes keyframes;
    private final Configurations configurations;
    private volatile Downmix downmix = DEFAULT_DOWNMIX;

    LibrarySources(
            Supplier<Items> items,
            Parts parts,
            FilmKeyframes keyframes,
            Configurations configurations,
            Ffmpeg ffmpeg,
            ProcessRunner runner) {
        this.configurations = configurations;
        this.items = items;
        this.parts = parts;
        this.keyframes = keyframes;
        this.reader = new KeyframeReader(runner, ffmpeg);
    }

    @Override
    public MediaSource get(String itemId, String mediaSourceId) {
        Item item = items.get().get(new ItemId(itemId));
        if (!mediaSourceId.equals(item.id().value())) {
            item = version(item, mediaSourceId);
        }
        if (item.path().isEmpty() || item.media().isEmpty()) {
            throw new Failure(FailureCode.SOURCE_NOT_FOUND, "the item is no file that can be played");
        }
        if (!Files.isReadable(item.path().get())) {
            throw new Failure(
                    FailureCode.FILE_NOT_FOUND, "the media file of \"" + item.name() + "\" is gone or cannot be read");
        }
        if (RemoteAddress.isIn(item.path().get())) {
            RemoteAddress.read(item.path().get()); // refused here and not by FFmpeg
        }
        String version = item.sizeBytes() + "-" + item.modified().toEpochMilli();
        return new MediaSource(mediaSourceId, item.path().get(), item.media().get(), version);
    }

    /** Another version of a film lies beside it. Who may play which is asked before. */
    private Item version(Item item, String mediaSourceId) {
        return items.get()
                .find(new ItemId(mediaSourceId))
                .filter(other ->
                        other.parent().equals(item.parent()) && other.kind().equals(item.kind()))
                .orElseThrow(() -> new Failure(
                        FailureCode.SOURCE_NOT_FOUND,
                        "MediaSourceId: the item has no such source (expected: " + item.id()
                                + " or that of another version)"));
    }

    @Override
    public long[] keyframeNanos(MediaSource source) {
        return keyframes
                .get(source.id(), source.version(), () -> reader.read(source.path(), source.info(), film(source)))
                .nanos();
    }

    @Override
    public Optional<MediaSource.SubtitleFile> findSubtitleFile(MediaSource source, int index) {
        ItemId id = new ItemId(source.id());
        List<Sidecar> beside = parts.sidecars(List.of(id)).getOrDefault(id, List.of());
        return SourceStreams.of(source.info(), beside)
                .findExternal(index)
                .map(external -> external.file())
                .map(file -> new MediaSource.SubtitleFile(
                        file.path(),
                        file.codec(),
                        Long.toString(file.path().toFile().lastModified())));
    }

    @Override
    public Downmix downmix() {
        try {
            downmix = new Downmix(
                    Downmix.Algorithm.of(configurations
                            .member(Configurations.ENCODING, "DownMixStereoAlgorithm")
                            .asText()),
                    configurations
                            .member(Configurations.ENCODING, "DownMixAudioBoost")
                            .asDouble());
        } catch (Failure e) {
            if (e.code() != FailureCode.DATABASE_UNAVAILABLE) {
                throw e;
            }
        }
        return downmix;
    }

    private static int film(MediaSource source) {
        return source.info().video().map(MediaStream.Video::index).orElse(0);
    }
}
