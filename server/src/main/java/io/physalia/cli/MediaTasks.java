package io.physalia.cli;

import io.physalia.library.loudness.LoudnessScan;
import io.physalia.task.ScheduledTask;
import io.physalia.task.TaskTrigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tasks that have all pods work on media files, under the keys that Jellyfin's clients know. */
final class MediaTasks {
    private final LoudnessScan loudness;

    MediaTasks(LoudnessScan loudness) {
        this.loudness = loudness;
    }

    List<ScheduledTask> list() {
        return List.of(new ScheduledTask(
                "AudioNormalization",
                "Audio Normalization",
                "Measures how loud songs and albums are that do not say so themselves, in the libraries that are set to it.",
                ServerTasks.LIBRARY,
                List.of(new TaskTrigger.Every(Duration.ofHours(24), Optional.empty())),
                run -> loudness.run(run::isStopping, run::progress)));
    }
}
