package io.physalia.cli;

import io.physalia.library.chapter.ChapterImageScan;
import io.physalia.library.chapter.ChapterSettings;
import io.physalia.library.loudness.LoudnessScan;
import io.physalia.metadata.image.PictureEdits;
import io.physalia.server.Configurations;
import io.physalia.task.ScheduledTask;
import io.physalia.task.TaskTrigger;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** The tasks that have all pods work on media files, under the keys that Jellyfin's clients know, and the one that clears away pictures. */
final class MediaTasks {
    private final LoudnessScan loudness;
    private final ChapterImageScan chapters;
    private final PictureEdits pictures;

    MediaTasks(LoudnessScan loudness, ChapterImageScan chapters, PictureEdits pictures) {
        this.loudness = loudness;
        this.chapters = chapters;
        this.pictures = pictures;
    }

    List<ScheduledTask> list() {
        return List.of(
                new ScheduledTask(
                        "AudioNormalization",
                        "Audio Normalization",
                        "Measures how loud songs and albums are that do not say so themselves, in the libraries that are set to it.",
                        ServerTasks.LIBRARY,
                        List.of(new TaskTrigger.Every(Duration.ofHours(24), Optional.empty())),
                        run -> loudness.run(run::isStopping, run::progress)),
                new ScheduledTask(
                        "RefreshChapterImages",
                        "Extract Chapter Images",
                        "Takes a frame of each chapter out of videos, in the libraries that are set to it.",
                        ServerTasks.LIBRARY,
                        List.of(new TaskTrigger.Daily(LocalTime.of(2, 0), Optional.of(Duration.ofHours(4)))),
                        run -> chapters.run(run::isStopping, run::progress)),
                new ScheduledTask(
                        "CleanUploadedPictures",
                        "Clean Uploaded Pictures",
                        "Removes pictures that somebody uploaded and that no item and no user has any more.",
                        ServerTasks.MAINTENANCE,
                        List.of(new TaskTrigger.Daily(LocalTime.of(3, 45), Optional.empty())),
                        _ -> pictures.forgetUnused()));
    }

    /** As the server's configuration says; the width is that of Jellyfin's names for 16:9. */
    static ChapterSettings settings(Configurations configurations) {
        long seconds = configurations
                .member(Configurations.SYSTEM, "DummyChapterDuration")
                .asLong();
        String resolution = configurations
                .member(Configurations.SYSTEM, "ChapterImageResolution")
                .asText();
        int width = switch (resolution) {
            case "P144" -> 256;
            case "P240" -> 426;
            case "P480" -> 854;
            case "P720" -> 1280;
            case "P1080" -> 1920;
            case "P1440" -> 2560;
            case "P2160" -> 3840;
            // "P360", and what is to be as large as the film: in the database of all pods it is not.
            default -> 640;
        };
        return new ChapterSettings(Duration.ofSeconds(Math.clamp(seconds, 0, 86_400)), width);
    }
}
