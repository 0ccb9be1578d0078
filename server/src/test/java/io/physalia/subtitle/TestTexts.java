package io.physalia.subtitle;

import io.physalia.database.Database;
import io.physalia.database.TestDatabases;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.TextPictures;
import io.physalia.subtitle.draw.FontShelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What draws text in tests: the real thing, with a database of its own. */
public final class TestTexts {
    private static final TextPictures PICTURES = make();

    private TestTexts() {}

    public static TextPictures pictures() {
        return PICTURES;
    }

    private static TextPictures make() {
        try {
            Path directory = Files.createTempDirectory("physalia-test-texts");
            SubtitleTracks tracks = new SubtitleTracks(
                    new TrackCache(directory.resolve("tracks")),
                    new TrackExtractor(TestFfmpeg.runner(), TestFfmpeg.ffmpeg()),
                    new TrackStore(Database.open(TestDatabases.sqlite(directory))),
                    new MomentReader(TestFfmpeg.runner(), TestFfmpeg.ffmpeg()),
                    TextDesk.NOBODY);
            Path fonts = Path.of(System.getProperty("java.io.tmpdir"), "physalia-test-fonts");
            return new DrawnSubtitles(tracks, new FontShelf(fonts, List::of));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
