package io.physalia.media;

import io.physalia.media.MediaInfo.Chapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The chapters of a film as clients are shown them. */
public final class Chapters {
    /** What is said to be longer is likely damaged. */
    private static final Duration LONGEST = Duration.ofHours(12);

    /** Where the first chapter begins there is often nothing to be seen yet. */
    private static final Duration AFTER_THE_START = Duration.ofSeconds(15);

    /** Some programs write when a chapter begins in place of its name. */
    private static final Pattern NO_NAME = Pattern.compile("\\s*|\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?");

    private Chapters() {}

    /**
     * The chapters that a file has, as far as they begin before its end; each has a name.
     *
     * @param every into parts of which length a film is divided that has at most one; zero: not at all
     */
    public static List<Chapter> of(MediaInfo media, Duration every) {
        Duration length = media.duration();
        boolean isDivided = every.isPositive()
                && media.chapters().size() <= 1
                && media.video().isPresent()
                && length.isPositive()
                && length.compareTo(LONGEST) <= 0;
        List<Chapter> chapters = new ArrayList<>();
        for (Chapter chapter : isDivided ? parts(length, every) : media.chapters()) {
            if (length.isZero() || chapter.start().compareTo(length) < 0) {
                boolean isNamed = !NO_NAME.matcher(chapter.name()).matches();
                String name = isNamed ? chapter.name() : "Chapter " + (chapters.size() + 1);
                chapters.add(new Chapter(name, chapter.start()));
            }
        }
        return List.copyOf(chapters);
    }

    /** Without a short one at the end. */
    private static List<Chapter> parts(Duration length, Duration every) {
        List<Chapter> parts = new ArrayList<>();
        long count = Math.max(1, length.dividedBy(every));
        for (long i = 0; i < count; i++) {
            parts.add(new Chapter("", every.multipliedBy(i)));
        }
        return parts;
    }

    /**
     * Of which moment a chapter's picture is: its beginning, but that of the film a little later.
     *
     * @param index of the chapter, from 0
     */
    public static Duration moment(MediaInfo media, List<Chapter> chapters, int index) {
        Duration start = chapters.get(index).start();
        if (!start.isZero()) {
            return start;
        }
        Duration end = index + 1 < chapters.size() ? chapters.get(index + 1).start() : media.duration();
        Duration middle = end.dividedBy(2);
        return middle.compareTo(AFTER_THE_START) < 0 ? middle : AFTER_THE_START;
    }
}
