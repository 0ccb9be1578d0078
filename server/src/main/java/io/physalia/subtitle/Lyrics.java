package io.physalia.subtitle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a song: with times, as LRC files have them ({@code [01:02.30]line}, in the enhanced form {@code <01:02.80>} before words as well), or plain. An
 * {@code [offset:ms]} is already in the times.
 *
 * @param about what the file says of itself, by LRC's names: {@code ar}, {@code al}, {@code ti}, {@code au}, {@code by}, {@code re}, {@code ve}, {@code length}
 * @param lines in the order in which they are sung
 */
public record Lyrics(Map<String, String> about, List<Line> lines) {
    private static final String TIME = "(\\d{1,4}):(\\d{1,2})(?:[.:](\\d{1,3}))?";
    private static final Pattern LINE_TIME = Pattern.compile("\\s*\\[" + TIME + "]");
    private static final Pattern WORD_TIME = Pattern.compile("<" + TIME + ">");
    private static final Pattern ABOUT = Pattern.compile(
            "\\s*\\[(ar|al|ti|au|lr|by|re|tool|ve|length|offset|la|id|#):(.*)]\\s*", Pattern.CASE_INSENSITIVE);

    public Lyrics {
        about = Map.copyOf(about);
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param start empty if it has no time
     * @param words where in the text, and when, what has a time of its own begins
     */
    public record Line(String text, Optional<Duration> start, List<Word> words) {
        public Line {
            words = List.copyOf(words);
        }
    }

    /**
     * A part of a line.
     *
     * @param from index of its first character
     * @param to index behind its last
     * @param end empty if nobody says
     */
    public record Word(int from, int to, Duration start, Optional<Duration> end) {}

    public boolean isTimed() {
        return lines.stream().anyMatch(line -> line.start().isPresent());
    }

    /** Reads a file or a tag; empty if it holds no words. */
    public static Optional<Lyrics> read(byte[] file) {
        return read(Subtitles.text(file));
    }

    public static Optional<Lyrics> read(String text) {
        Map<String, String> about = new HashMap<>();
        List<Line> timed = new ArrayList<>();
        List<Line> plain = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher facts = ABOUT.matcher(line);
            if (!LINE_TIME.matcher(line).lookingAt() && facts.matches()) {
                about.put(
                        facts.group(1).toLowerCase(Locale.ROOT), facts.group(2).strip());
                continue;
            }
            plain.add(new Line(line.strip(), Optional.empty(), List.of()));
            timed.addAll(timed(line, offset(about)));
        }
        timed.sort(Comparator.comparing(line -> line.start().orElse(Duration.ZERO)));
        List<Line> lines = timed.isEmpty() ? plain : timed;
        return lines.stream().allMatch(line -> line.text().isEmpty())
                ? Optional.empty()
                : Optional.of(new Lyrics(about, timed.isEmpty() ? plain : ended(timed)));
    }

    /** A chorus has the times of all its places before one line. */
    private static List<Line> timed(String line, Duration offset) {
        List<Duration> starts = new ArrayList<>();
        Matcher time = LINE_TIME.matcher(line);
        int at = 0;
        while (time.region(at, line.length()).lookingAt()) {
            starts.add(time(time, offset));
            at = time.end();
        }
        String rest = line.substring(at);
        return starts.stream().map(start -> words(rest, start, offset)).toList();
    }

    private static Line words(String marked, Duration start, Duration offset) {
        StringBuilder text = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        List<Duration> times = new ArrayList<>();
        Matcher mark = WORD_TIME.matcher(marked.strip());
        while (mark.find()) {
            mark.appendReplacement(text, "");
            places.add(text.length());
            times.add(time(mark, offset));
        }
        mark.appendTail(text);
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            boolean isLast = i + 1 == places.size();
            int to = isLast ? text.length() : places.get(i + 1);
            if (!text.substring(places.get(i), to).isBlank()) {
                Optional<Duration> end = isLast ? Optional.empty() : Optional.of(times.get(i + 1));
                words.add(new Word(places.get(i), to, times.get(i), end));
            }
        }
        return new Line(text.toString(), Optional.of(start), words);
    }

    /** The last word of a line ends where the next line begins. */
    private static List<Line> ended(List<Line> lines) {
        List<Line> ended = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Optional<Duration> next = i + 1 < lines.size() ? lines.get(i + 1).start() : Optional.empty();
            List<Word> words = line.words().stream()
                    .map(word -> word.end().isPresent() ? word : new Word(word.from(), word.to(), word.start(), next))
                    .toList();
            ended.add(new Line(line.text(), line.start(), words));
        }
        return ended;
    }

    /** Positive: the words come sooner. */
    private static Duration offset(Map<String, String> about) {
        String text = about.getOrDefault("offset", "0");
        return text.matches("[+-]?\\d{1,7}") ? Duration.ofMillis(Long.parseLong(text)) : Duration.ZERO;
    }

    private static Duration time(Matcher time, Duration offset) {
        String fraction = time.group(3) == null ? "" : time.group(3);
        Duration read = Duration.ofMinutes(Long.parseLong(time.group(1)))
                .plusSeconds(Long.parseLong(time.group(2)))
                .plusMillis(Long.parseLong((fraction + "000").substring(0, 3)))
                .minus(offset);
        return read.isNegative() ? Duration.ZERO : read;
    }
}
