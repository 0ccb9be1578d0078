package io.physalia.subtitle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of SubStation Alpha: its lines as they are, and the events among them. Times and texts stand in the columns that the script's own {@code Format}
 * line names; the text is the last column and may hold commas.
 */
final class AssScript {
    private static final Pattern TIME = Pattern.compile("\\s*(\\d{1,4}):(\\d{1,2}):(\\d{1,2})(?:[.:](\\d{1,3}))?\\s*");
    private static final Pattern OVERRIDE = Pattern.compile("\\{([^{}]{0,2000})}");
    private static final Pattern SWITCH = Pattern.compile("\\\\([biu])(\\d{1,3})(?![0-9])");
    private static final Pattern DRAWING = Pattern.compile("\\\\p[1-9]");
    private static final Pattern PLACE =
            Pattern.compile("\\\\pos\\(\\s*-?[0-9.]{1,10}\\s*,\\s*(-?\\d{1,6})(?:\\.\\d*)?\\s*\\)");
    private static final Pattern HEIGHT = Pattern.compile("PlayResY:\\s*(\\d{1,5})\\s*");
    /** Of the screen that places are told in, if the script does not say. */
    private static final int USUAL_HEIGHT = 288;

    private static final List<String> USUAL =
            List.of("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text");

    private final List<String> lines;

    AssScript(String text) {
        this.lines = text.lines().toList();
    }

    /** One event: the columns of its line. */
    private record Event(
            String line, List<String> columns, int startColumn, int endColumn, Duration start, Duration end) {
        String raw() {
            return columns.getLast();
        }

        String moved(Duration by) {
            List<String> changed = new ArrayList<>(columns);
            changed.set(startColumn, time(start.minus(by)));
            changed.set(endColumn, time(end.minus(by)));
            return line.substring(0, line.indexOf(':') + 1) + " " + String.join(",", changed);
        }
    }

    /** The events as cues, by their times. */
    List<Cue> cues() {
        List<Cue> cues = new ArrayList<>();
        List<String> format = USUAL;
        int height = height();
        for (String line : lines) {
            format = format(line).orElse(format);
            event(line, format).ifPresent(event -> {
                String text = text(event.raw());
                if (!text.isBlank()) {
                    cues.add(new Cue(event.start(), event.end(), text, isTop(event.raw(), height)));
                }
            });
        }
        cues.sort(Comparator.comparing(Cue::start).thenComparing(Cue::end));
        return cues;
    }

    private int height() {
        return lines.stream()
                .map(HEIGHT::matcher)
                .filter(Matcher::matches)
                .map(said -> Integer.parseInt(said.group(1)))
                .findFirst()
                .filter(height -> height > 0)
                .orElse(USUAL_HEIGHT);
    }

    /** Whether a text is in the upper half: by its place if it has one, else by how it is aligned. */
    private static boolean isTop(String raw, int height) {
        Matcher place = PLACE.matcher(raw);
        return place.find() ? 2 * Integer.parseInt(place.group(1)) < height : Markup.isTop(raw);
    }

    /** The same script with the events of a window only. */
    String cut(Window window) {
        StringBuilder script = new StringBuilder();
        List<String> format = USUAL;
        for (String line : lines) {
            format = format(line).orElse(format);
            Optional<Event> event = event(line, format);
            if (event.isEmpty()) {
                script.append(line).append('\n');
            } else if (window.isShown(event.get().start(), event.get().end())) {
                Duration by = window.keepTimes() ? Duration.ZERO : window.start();
                script.append(event.get().moved(by)).append('\n');
            }
        }
        return script.toString();
    }

    private static Optional<List<String>> format(String line) {
        String lower = line.strip().toLowerCase(Locale.ROOT);
        if (!lower.startsWith("format:") || !lower.contains("start")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(lower.substring("format:".length()).split(","))
                .map(String::strip)
                .toList());
    }

    private static Optional<Event> event(String line, List<String> format) {
        if (!line.regionMatches(true, 0, "Dialogue:", 0, "Dialogue:".length())) {
            return Optional.empty();
        }
        List<String> columns = Arrays.asList(
                line.substring("Dialogue:".length()).stripLeading().split(",", format.size()));
        int start = format.indexOf("start");
        int end = format.indexOf("end");
        if (columns.size() < format.size() || start < 0 || end < 0) {
            return Optional.empty();
        }
        Optional<Duration> from = time(columns.get(start));
        Optional<Duration> to = time(columns.get(end));
        return from.isEmpty() || to.isEmpty() || to.get().compareTo(from.get()) < 0
                ? Optional.empty()
                : Optional.of(new Event(line, columns, start, end, from.get(), to.get()));
    }

    private static Optional<Duration> time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        String fraction = time.group(4) == null ? "" : time.group(4);
        return Optional.of(Duration.ofHours(Long.parseLong(time.group(1)))
                .plusMinutes(Long.parseLong(time.group(2)))
                .plusSeconds(Long.parseLong(time.group(3)))
                .plusMillis(Long.parseLong((fraction + "000").substring(0, 3))));
    }

    /** {@code 1:02:03.45}; nothing is before zero. */
    static String time(Duration time) {
        long centis = Math.max(0, Math.round(time.toMillis() / 10.0));
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%02d",
                centis / 360_000,
                centis / 6000 % 60,
                centis / 100 % 60,
                centis % 100);
    }

    /** Italic, bold and underlined stay; drawings are no text. */
    private static String text(String raw) {
        StringBuilder text = new StringBuilder();
        Matcher override = OVERRIDE.matcher(raw);
        boolean drawing = false;
        int from = 0;
        while (override.find()) {
            text.append(drawing ? "" : Markup.escaped(raw.substring(from, override.start())));
            from = override.end();
            String tags = override.group(1);
            drawing = DRAWING.matcher(tags).find() || (drawing && !tags.contains("\\p0"));
            for (Matcher tag = SWITCH.matcher(tags); tag.find(); ) {
                boolean off = tag.group(2).equals("0");
                text.append(off ? "</" : "<").append(tag.group(1)).append('>');
            }
        }
        text.append(drawing ? "" : Markup.escaped(raw.substring(from)));
        String lines = text.toString().replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\u00a0");
        return Markup.ofVtt(lines);
    }
}
