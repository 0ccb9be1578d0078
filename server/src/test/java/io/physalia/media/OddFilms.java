package io.physalia.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Short films of which a player that is shown their samples as they are sees something else than was meant. */
final class OddFilms {
    private OddFilms() {}

    static Path make(Path film, String source, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", source, "-c:v", "libx264"));
        arguments.addAll(List.of(options));
        arguments.add(film.toString());
        TestFfmpeg.run(arguments);
        return film;
    }

    /** A grey of diffuse white, which is three fifths of the signal, and would look half dark if it were taken for the standard range. */
    static Path highRange(Path directory) {
        return make(
                directory.resolve("hdr.mkv"),
                String.format(
                        Locale.ROOT,
                        "nullsrc=s=64x64:r=25:d=0.4,format=yuv420p10le,geq=lum=%d:cb=512:cr=512,"
                                + "setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084:range=tv",
                        Math.round(64 + 876 * diffuseWhite())));
    }

    private static double diffuseWhite() {
        return ToneCurve.lightToPq(203);
    }

    /** The level of {@link #highRange} as it is meant to be seen, from 0 to 255; well above that of its signal. */
    static double highRangeLevel() {
        double signal = diffuseWhite();
        double level = 255 * ToneCurve.apply(HighRange.PQ, new double[] {signal, signal, signal})[1];
        if (level < 255 * signal + 20) {
            throw new IllegalStateException("toned and not toned look alike: " + level);
        }
        return level;
    }

    /** Fields of two moments that differ everywhere: in a frame that was only copied, neighbouring lines are black and white. */
    static Path fields(Path directory) {
        String fields = "color=c=black:s=64x64:r=50:d=0.4,geq=lum='if(mod(N,2),235,16)':cb=128:cr=128,"
                + "interlace=scan=tff:lowpass=off";
        return make(directory.resolve("fields.mkv"), fields, "-flags", "+ilme+ildct", "-x264-params", "tff=1");
    }
}
