package io.physalia.jellyfin.image;

import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.metadata.image.ImageFormat;
import io.physalia.metadata.image.Wanted;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads from a request what a picture is wanted to be. What is not above zero counts as not said. */
final class ImageQuery {
    private static final Pattern COLOUR = Pattern.compile("#?([0-9a-fA-F]{6})");
    private static final int MOST_BLUR = 100;

    private ImageQuery() {}

    static Wanted read(Request request) {
        QueryParameters query = request.query();
        return new Wanted(
                new Wanted.Box(
                        size(query, "width"),
                        size(query, "height"),
                        size(query, "maxWidth"),
                        size(query, "maxHeight"),
                        size(query, "fillWidth"),
                        size(query, "fillHeight")),
                Math.clamp(
                        query.findInteger("quality").filter(value -> value > 0).orElse(100), 1, 100),
                formats(request),
                Math.clamp(query.findInteger("blur").orElse(0), 0, MOST_BLUR),
                query.findText("backgroundColor").flatMap(ImageQuery::colour),
                percent(query.findDecimal("percentPlayed")));
    }

    /** The long form, which says a part of it in the path. */
    static Wanted read(Request request, String format, String maxWidth, String maxHeight, String percentPlayed) {
        Wanted rest = read(request);
        Wanted.Box box = rest.box();
        return new Wanted(
                new Wanted.Box(
                        box.width(),
                        box.height(),
                        positive("maxWidth", maxWidth),
                        positive("maxHeight", maxHeight),
                        box.fillWidth(),
                        box.fillHeight()),
                rest.quality(),
                ImageFormat.find(format).<Set<ImageFormat>>map(Set::of).orElse(rest.formats()),
                rest.blur(),
                rest.background(),
                percent(QueryParameters.parse("percentPlayed=" + percentPlayed).findDecimal("percentPlayed")));
    }

    private static OptionalInt positive(String name, String text) {
        return size(QueryParameters.parse(name + "=" + text), name);
    }

    private static OptionalInt size(QueryParameters query, String name) {
        Optional<Integer> value = query.findInteger(name).filter(size -> size > 0);
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    /** A film that is not begun or is over has no bar. */
    private static int percent(Optional<Double> played) {
        return played.filter(percent -> percent > 0 && percent < 100)
                .map(percent -> Math.max(1, (int) Math.round(percent)))
                .orElse(0);
    }

    private static Optional<String> colour(String text) {
        var matcher = COLOUR.matcher(text.strip());
        return matcher.matches() ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private static Set<ImageFormat> formats(Request request) {
        Optional<ImageFormat> one = request.query().findText("format").flatMap(ImageFormat::find);
        if (one.isPresent()) {
            return Set.of(one.get());
        }
        Set<ImageFormat> formats = EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG);
        List<String> accepted =
                List.of(request.accept().toLowerCase(Locale.ROOT).split("[\\s,;]+"));
        if (accepted.contains("image/webp") || request.query().list("accept").contains("webp")) {
            formats.add(ImageFormat.WEBP);
        }
        if (accepted.contains("*/*") || accepted.contains("image/gif")) {
            formats.add(ImageFormat.GIF);
        }
        return formats;
    }
}
