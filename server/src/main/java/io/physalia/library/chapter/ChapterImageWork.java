package io.physalia.library.chapter;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.job.Job;
import io.physalia.job.JobOutcome;
import io.physalia.job.JobRequest;
import io.physalia.job.JobWork;
import io.physalia.library.ItemId;
import io.physalia.library.PacedNews;
import io.physalia.library.chapter.ChapterImages.Film;
import io.physalia.library.chapter.ChapterImages.Frame;
import io.physalia.media.Chapters;
import io.physalia.media.FileState;
import io.physalia.media.FilmFrames;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaInfo.Chapter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a frame of each chapter out of a film. All of them are kept at once, under the file's state, so that doing it twice does no harm. Thread-safe. */
public final class ChapterImageWork implements JobWork {
    static final String KIND = "chapter-images";

    /** Chapters that are shorter on the average are no chapters. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final ChapterImages images;
    private final FilmFrames frames;
    private final ChapterSettings.Source settings;
    private final PacedNews news;

    public ChapterImageWork(ChapterImages images, FilmFrames frames, ChapterSettings.Source settings, PacedNews news) {
        this.images = images;
        this.frames = frames;
        this.settings = settings;
        this.news = news;
    }

    /** The pictures of a film in one state, wanted in one way: once either has changed it is another thing to do. */
    static JobRequest request(Film film, ChapterSettings settings) {
        return new JobRequest(
                KIND,
                film.id() + ":" + film.state().text() + ":" + settings.text(),
                film.library().value(),
                film.file().toString(),
                JobRequest.LATER);
    }

    /** The chapters of which there are to be pictures. */
    static List<Chapter> chapters(Film film, ChapterSettings settings) {
        return film.media()
                .filter(media -> media.video().isPresent())
                .map(media -> Chapters.of(media, settings.every()))
                .filter(chapters -> chapters.size() < 2
                        || chapters.getLast()
                                        .start()
                                        .minus(chapters.getFirst().start())
                                        .dividedBy(chapters.size())
                                        .compareTo(SHORTEST)
                                >= 0)
                .orElse(List.of());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(Job job) {
        try {
            Path file = Path.of(job.subject());
            Optional<Film> film = images.film(new ItemId(job.scope()), file);
            // What is another file by now is asked for again when a scan has seen it.
            if (film.isPresent() && FileState.of(file).equals(film.get().state())) {
                take(film.get(), settings.get());
            }
            return new JobOutcome.Done("");
        } catch (Failure e) {
            return JobOutcome.of(e);
        }
    }

    private void take(Film film, ChapterSettings wanted) {
        List<Chapter> chapters = chapters(film, wanted);
        MediaInfo media = film.media().orElse(null);
        if (media == null || chapters.isEmpty()) {
            return;
        }
        List<Frame> taken = new ArrayList<>();
        for (int i = 0; i < chapters.size(); i++) {
            int index = i;
            Duration start = chapters.get(index).start();
            frames.find(film.file(), media, Chapters.moment(media, chapters, index), wanted.mostWidth())
                    .ifPresent(jpeg -> taken.add(new Frame(index, start, jpeg)));
        }
        if (taken.isEmpty()) {
            throw new Failure(FailureCode.PROBE_FAILED, "none of its chapters has a picture");
        }
        images.put(film, wanted, taken);
        news.written();
    }
}
