package io.physalia.subtitle.draw;

import io.physalia.subtitle.draw.Script.Place;
import io.physalia.subtitle.draw.Script.Point;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What SubStation's overrides ({@code {\i1\c&H00FFFF&}}) change, from the place in a line where they stand. What moves or changes with time stands still, as it
 * is at its beginning; what is not known is passed over.
 */
final class Overrides {
    private static final Pattern TAG =
            Pattern.compile("\\\\(?:(fn|r)([^\\\\]*)|([1-4]?[A-Za-z]+)\\s*(\\([^()]*\\)?|[^\\\\(]*))");
    private static final Pattern NUMBERS = Pattern.compile("\\(\\s*([-+0-9.]+)\\s*,\\s*([-+0-9.]+)");
    private static final double LARGEST = 10_000;

    private final Map<String, Look> styles;
    private final Look style;
    private Look look;
    private Place place;
    private boolean placed;
    private boolean drawing;
    private boolean wraps;

    /** @param styles by their names in lower case */
    Overrides(Map<String, Look> styles, Look style, Place place, boolean wraps) {
        this.styles = styles;
        this.style = style;
        this.look = style;
        this.place = place;
        this.wraps = wraps;
    }

    Look look() {
        return look;
    }

    Place place() {
        return place;
    }

    /** Whether what follows is a shape and no text. */
    boolean isDrawing() {
        return drawing;
    }

    boolean wraps() {
        return wraps;
    }

    /** The same, where what follows looks otherwise. */
    Overrides withLook(Look other) {
        Overrides changed = new Overrides(styles, style, place, wraps);
        changed.look = other;
        changed.placed = placed;
        changed.drawing = drawing;
        return changed;
    }

    /** Reads what stands between two braces. */
    void apply(String block) {
        Matcher tag = TAG.matcher(block);
        while (tag.find()) {
            if (tag.group(1) != null) {
                named(tag.group(1), tag.group(2).strip());
            } else {
                tag(tag.group(3), tag.group(4).strip());
            }
        }
    }

    private void named(String name, String argument) {
        if (name.equals("fn")) {
            look = look.with(
                    look.face().withFamily(argument.isEmpty() ? style.face().family() : argument));
        } else {
            look = styles.getOrDefault(argument.toLowerCase(Locale.ROOT), style);
        }
    }

    private void tag(String name, String argument) {
        switch (name) {
            case "pos", "move" -> point(argument);
            case "an" -> align(number(argument).orElse(0.0).intValue());
            case "a" ->
                align(AssColours.padAlignment(number(argument).orElse(0.0).intValue()));
            case "fr", "frz" -> place = place.withDegrees(number(argument).orElse(0.0));
            case "p" -> drawing = number(argument).orElse(0.0) >= 1;
            case "q" -> wraps = number(argument).orElse(0.0) != 2;
            case "bord" -> look = look.withOutline(length(argument, style.outline()));
            case "shad" -> look = look.withShadow(length(argument, style.shadow()));
            case "c", "1c", "3c", "4c", "alpha", "1a", "3a", "4a" -> look = look.with(coloured(name, argument));
            default -> look = look.with(shaped(name, argument));
        }
    }

    private Look.Face shaped(String name, String argument) {
        Look.Face face = look.face();
        Look.Face usual = style.face();
        Optional<Double> number = number(argument);
        return switch (name) {
            case "b" -> face.withBold(number.map(n -> n == 1 || n >= 600).orElse(usual.bold()));
            case "i" -> face.withItalic(number.map(n -> n != 0).orElse(usual.italic()));
            case "u" -> face.withUnderlined(number.map(n -> n != 0).orElse(usual.underlined()));
            case "s" -> face.withStruck(number.map(n -> n != 0).orElse(usual.struck()));
            case "fs" -> face.withSize(number.filter(n -> n > 0).orElse(usual.size()));
            case "fsp" -> face.withSpacing(number.orElse(usual.spacing()));
            case "fscx" ->
                face.withScale(number.filter(n -> n > 0).map(n -> n / 100).orElse(usual.scaleX()), face.scaleY());
            case "fscy" ->
                face.withScale(
                        face.scaleX(),
                        number.filter(n -> n > 0).map(n -> n / 100).orElse(usual.scaleY()));
            default -> face;
        };
    }

    private Look.Colours coloured(String name, String argument) {
        Look.Colours now = look.colours();
        Look.Colours usual = style.colours();
        return switch (name) {
            case "c", "1c" -> now.withFill(AssColours.recoloured(now.fill(), argument, usual.fill()));
            case "3c" -> now.withEdge(AssColours.recoloured(now.edge(), argument, usual.edge()));
            case "4c" -> now.withShadow(AssColours.recoloured(now.shadow(), argument, usual.shadow()));
            case "1a" -> now.withFill(AssColours.faded(now.fill(), argument, usual.fill()));
            case "3a" -> now.withEdge(AssColours.faded(now.edge(), argument, usual.edge()));
            case "4a" -> now.withShadow(AssColours.faded(now.shadow(), argument, usual.shadow()));
            default ->
                new Look.Colours(
                        AssColours.faded(now.fill(), argument, usual.fill()),
                        AssColours.faded(now.edge(), argument, usual.edge()),
                        AssColours.faded(now.shadow(), argument, usual.shadow()));
        };
    }

    /** The first one counts. */
    private void point(String argument) {
        Matcher numbers = NUMBERS.matcher(argument);
        if (place.at().isEmpty() && numbers.find()) {
            Optional<Double> x = number(numbers.group(1));
            Optional<Double> y = number(numbers.group(2));
            if (x.isPresent() && y.isPresent()) {
                place = place.withPoint(new Point(x.get(), y.get()));
            }
        }
    }

    /** The first one counts. */
    private void align(int alignment) {
        if (!placed && alignment >= 1 && alignment <= 9) {
            placed = true;
            place = place.withAlignment(alignment);
        }
    }

    private static double length(String argument, double usual) {
        return number(argument).filter(n -> n >= 0).orElse(usual);
    }

    /** Empty for what is no number, or one that no picture needs. */
    static Optional<Double> number(String text) {
        try {
            double number = Double.parseDouble(text.strip());
            return Math.abs(number) <= LARGEST ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
