package io.physalia.subtitle.draw;

import io.physalia.subtitle.Cue;
import io.physalia.subtitle.draw.Script.Line;
import io.physalia.subtitle.draw.Script.Place;
import io.physalia.subtitle.draw.Script.Run;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a script of what SubRip and WebVTT say: white letters with a black edge at the lower edge, unless their tags say otherwise. */
final class CueReader {
    /** The picture's height in units of the letters' size. */
    private static final double HEIGHT = 288;

    private static final double MARGIN = 14;
    private static final Look LOOK =
            new Look(Look.Face.plain(17), new Look.Colours(Look.WHITE, Look.BLACK, Look.BLACK), 1.2, 0, false);
    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z]+|[0-9:.]+)([^<>\n]{0,200})>|\\{(\\\\[^{}]*)}");
    private static final Pattern COLOUR = Pattern.compile("color\\s*=\\s*[\"']?(#?[A-Za-z0-9]+)");
    private static final Pattern CLASS = Pattern.compile("\\.([a-z]+)");
    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("white", 0xFFFFFF),
            Map.entry("lime", 0x00FF00),
            Map.entry("green", 0x008000),
            Map.entry("cyan", 0x00FFFF),
            Map.entry("red", 0xFF0000),
            Map.entry("yellow", 0xFFFF00),
            Map.entry("magenta", 0xFF00FF),
            Map.entry("blue", 0x0000FF),
            Map.entry("black", 0x000000),
            Map.entry("orange", 0xFFA500),
            Map.entry("gray", 0x808080),
            Map.entry("grey", 0x808080));

    private final Deque<Tag> open = new ArrayDeque<>();
    private final List<Run> runs = new ArrayList<>();
    private final boolean hasEntities;
    private Overrides overrides;

    /** An open tag and how text looked before it. */
    private record Tag(String name, Look before) {}

    private CueReader(boolean hasEntities, Place place) {
        this.hasEntities = hasEntities;
        this.overrides = new Overrides(Map.of(), LOOK, place, true);
    }

    /**
     * @param cues with their text as the file has it
     * @param aspect of the picture, width to height
     * @param hasEntities whether an ampersand begins an entity, as in HTML
     */
    static Script read(List<Cue> cues, double aspect, boolean hasEntities) {
        List<Line> lines = new ArrayList<>();
        for (Cue cue : cues) {
            Place place = new Place(cue.top() ? 8 : 2, MARGIN, MARGIN, MARGIN, Optional.empty(), 0);
            CueReader reader = new CueReader(hasEntities, place);
            reader.text(cue.text().strip());
            if (reader.runs.stream().anyMatch(run -> !run.text().isBlank())) {
                lines.add(
                        new Line(ticks(cue.start()), ticks(cue.end()), 0, reader.overrides.place(), reader.runs, true));
            }
        }
        lines.sort(Comparator.comparingLong(Line::startTicks));
        return new Script(HEIGHT * aspect, HEIGHT, lines);
    }

    private static long ticks(Duration time) {
        return Math.round(time.toNanos() * 9 / 100_000.0);
    }

    private void text(String raw) {
        Matcher tag = TAG.matcher(raw);
        int from = 0;
        while (tag.find()) {
            add(raw.substring(from, tag.start()));
            from = tag.end();
            if (tag.group(4) != null) {
                overrides.apply(tag.group(4));
            } else if (tag.group(1).isEmpty()) {
                begin(tag.group(2).toLowerCase(Locale.ROOT), tag.group(3));
            } else {
                end(tag.group(2).toLowerCase(Locale.ROOT));
            }
        }
        add(raw.substring(from));
    }

    private void begin(String name, String rest) {
        Look look = overrides.look();
        Look.Face face = look.face();
        Look changed = switch (name) {
            case "b" -> look.with(face.withBold(true));
            case "i" -> look.with(face.withItalic(true));
            case "u" -> look.with(face.withUnderlined(true));
            case "s" -> look.with(face.withStruck(true));
            case "font" -> coloured(look, COLOUR.matcher(rest));
            case "c" -> coloured(look, CLASS.matcher(rest));
            default -> look;
        };
        open.push(new Tag(name, look));
        overrides = overrides.withLook(changed);
    }

    /** Ends what was begun in between as well; an end without a beginning means nothing. */
    private void end(String name) {
        if (open.stream().anyMatch(tag -> tag.name().equals(name))) {
            Tag tag = open.pop();
            while (!tag.name().equals(name)) {
                tag = open.pop();
            }
            overrides = overrides.withLook(tag.before());
        }
    }

    private static Look coloured(Look look, Matcher named) {
        while (named.find()) {
            Optional<Integer> rgb = rgb(named.group(1));
            if (rgb.isPresent()) {
                return look.with(look.colours().withFill(0xFF000000 | rgb.get()));
            }
        }
        return look;
    }

    private static Optional<Integer> rgb(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.matches("#[0-9a-f]{6}")
                ? Optional.of(Integer.parseInt(lower.substring(1), 16))
                : Optional.ofNullable(NAMED.get(lower));
    }

    private void add(String raw) {
        if (!raw.isEmpty()) {
            runs.add(new Run(hasEntities ? unescaped(raw) : raw, overrides.look()));
        }
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", "\u00a0")
                .replace("&lrm;", "\u200e")
                .replace("&rlm;", "\u200f")
                .replace("&amp;", "&");
    }
}
