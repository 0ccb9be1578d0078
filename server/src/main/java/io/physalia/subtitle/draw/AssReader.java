package io.physalia.subtitle.draw;

import io.physalia.subtitle.draw.Script.Line;
import io.physalia.subtitle.draw.Script.Place;
import io.physalia.subtitle.draw.Script.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a script of SubStation Alpha (ASS and the older SSA). What cannot be understood is passed over; nothing a file holds makes this fail. */
final class AssReader {
    private static final Pattern TIME = Pattern.compile("\\s*(\\d{1,4}):(\\d{1,2}):(\\d{1,2})(?:[.:](\\d{1,3}))?\\s*");
    private static final Pattern BLOCK = Pattern.compile("\\{([^{}]*)}");
    private static final double USUAL_WIDTH = 384;
    private static final double USUAL_HEIGHT = 288;
    private static final Place BELOW = new Place(2, 10, 10, 10, Optional.empty(), 0);
    private static final Look USUAL =
            new Look(Look.Face.plain(18), new Look.Colours(Look.WHITE, Look.BLACK, Look.BLACK), 2, 2, false);

    private final Map<String, Look> looks = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private List<String> styleFormat = List.of();
    private List<String> eventFormat =
            List.of("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text");
    private String section = "";
    private double width;
    private double height;
    private boolean wraps = true;

    private AssReader() {}

    static Script read(String text) {
        AssReader reader = new AssReader();
        text.lines().forEach(reader::line);
        reader.lines.sort(Comparator.comparingLong(Line::startTicks));
        double width = reader.width;
        double height = reader.height;
        if (width <= 0 && height <= 0) {
            width = USUAL_WIDTH;
            height = USUAL_HEIGHT;
        } else if (width <= 0) {
            width = height * USUAL_WIDTH / USUAL_HEIGHT;
        } else if (height <= 0) {
            height = width * USUAL_HEIGHT / USUAL_WIDTH;
        }
        return new Script(width, height, reader.lines);
    }

    private void line(String line) {
        String stripped = line.strip();
        int colon = stripped.indexOf(':');
        if (stripped.startsWith("[")) {
            section = stripped.toLowerCase(Locale.ROOT);
        } else if (colon > 0) {
            String key = stripped.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = stripped.substring(colon + 1).strip();
            if (section.startsWith("[events")) {
                event(key, value);
            } else if (section.contains("styles")) {
                style(key, value);
            } else {
                info(key, value);
            }
        }
    }

    private void info(String key, String value) {
        switch (key) {
            case "playresx" -> width = Overrides.number(value).orElse(0.0);
            case "playresy" -> height = Overrides.number(value).orElse(0.0);
            case "wrapstyle" -> wraps = !value.equals("2");
            default -> {
                // Who made it, and the like.
            }
        }
    }

    private void style(String key, String value) {
        if (key.equals("format")) {
            styleFormat = columns(value);
        } else if (key.equals("style") && !styleFormat.isEmpty()) {
            Row row = new Row(styleFormat, value);
            String name = row.text("name").toLowerCase(Locale.ROOT).replaceFirst("^\\*", "");
            looks.put(name, look(row));
            int alignment = (int) row.number("alignment", 2);
            boolean old = !section.contains("+");
            int pad = old ? AssColours.padAlignment(alignment) : alignment;
            places.put(
                    name,
                    new Place(
                            pad >= 1 && pad <= 9 ? pad : 2,
                            row.number("marginl", 10),
                            row.number("marginr", 10),
                            row.number("marginv", 10),
                            Optional.empty(),
                            row.number("angle", 0)));
        }
    }

    private static Look look(Row row) {
        Look.Face face = new Look.Face(
                row.text("fontname"),
                row.positive("fontsize", 18),
                row.number("bold", 0) != 0,
                row.number("italic", 0) != 0,
                row.number("underline", 0) != 0,
                row.number("strikeout", 0) != 0,
                row.positive("scalex", 100) / 100,
                row.positive("scaley", 100) / 100,
                row.number("spacing", 0));
        int back = AssColours.read(row.text("backcolour"), Look.BLACK);
        String edge = row.text(row.has("outlinecolour") ? "outlinecolour" : "tertiarycolour");
        Look.Colours colours = new Look.Colours(
                AssColours.read(row.text("primarycolour"), Look.WHITE), AssColours.read(edge, Look.BLACK), back);
        return new Look(
                face,
                colours,
                Math.max(0, row.number("outline", 2)),
                Math.max(0, row.number("shadow", 2)),
                row.number("borderstyle", 1) == 3);
    }

    private void event(String key, String value) {
        if (key.equals("format")) {
            eventFormat = columns(value);
            return;
        }
        Row row = new Row(eventFormat, value);
        OptionalLong start = ticks(row.text("start"));
        OptionalLong end = ticks(row.text("end"));
        if (!key.equals("dialogue") || start.isEmpty() || end.isEmpty() || end.getAsLong() <= start.getAsLong()) {
            return;
        }
        String style = row.text("style").toLowerCase(Locale.ROOT).replaceFirst("^\\*", "");
        Look look = looks.getOrDefault(style, looks.getOrDefault("default", USUAL));
        Place own = places.getOrDefault(style, places.getOrDefault("default", BELOW));
        Place place = new Place(
                own.alignment(),
                row.positive("marginl", own.marginLeft()),
                row.positive("marginr", own.marginRight()),
                row.positive("marginv", own.marginVertical()),
                Optional.empty(),
                own.degrees());
        Overrides overrides = new Overrides(looks, look, place, wraps);
        List<Run> runs = runs(row.text("text"), overrides);
        if (runs.stream().anyMatch(run -> !run.text().isBlank())) {
            lines.add(new Line(
                    start.getAsLong(),
                    end.getAsLong(),
                    (int) row.number("layer", 0),
                    overrides.place(),
                    runs,
                    overrides.wraps()));
        }
    }

    /** The text in pieces of one look each; drawn shapes are no text. */
    static List<Run> runs(String text, Overrides overrides) {
        List<Run> runs = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        int from = 0;
        while (block.find()) {
            add(runs, text.substring(from, block.start()), overrides);
            overrides.apply(block.group(1));
            from = block.end();
        }
        add(runs, text.substring(from), overrides);
        return runs;
    }

    private static void add(List<Run> runs, String raw, Overrides overrides) {
        if (!raw.isEmpty() && !overrides.isDrawing()) {
            String soft = overrides.wraps() ? " " : "\n";
            runs.add(new Run(raw.replace("\\N", "\n").replace("\\n", soft).replace("\\h", "\u00a0"), overrides.look()));
        }
    }

    private static List<String> columns(String format) {
        return Arrays.stream(format.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static OptionalLong ticks(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return OptionalLong.empty();
        }
        String fraction = time.group(4) == null ? "" : time.group(4);
        long seconds = Long.parseLong(time.group(1)) * 3600
                + Long.parseLong(time.group(2)) * 60
                + Long.parseLong(time.group(3));
        return OptionalLong.of(seconds * 90_000 + Long.parseLong((fraction + "000").substring(0, 3)) * 90);
    }

    /** A line's values by the names of its format; the last one may hold commas. */
    private record Row(List<String> format, List<String> values) {
        Row(List<String> format, String line) {
            this(format, Arrays.asList(line.split(",", format.size())));
        }

        boolean has(String name) {
            return format.contains(name);
        }

        String text(String name) {
            int at = format.indexOf(name);
            return at < 0 || at >= values.size() ? "" : values.get(at).strip();
        }

        double number(String name, double otherwise) {
            return Overrides.number(text(name)).orElse(otherwise);
        }

        double positive(String name, double otherwise) {
            return Overrides.number(text(name)).filter(n -> n > 0).orElse(otherwise);
        }
    }
}
