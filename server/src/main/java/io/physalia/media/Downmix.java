package io.physalia.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How sound of more channels becomes stereo. Everything in it is of one sample alone, so that it does not matter where a run begins.
 *
 * @param boost how much louder, as mixed sound is quieter than it was meant; 1: as it is
 */
public record Downmix(Algorithm algorithm, double boost) {
    /** FFmpeg's own mix, as loud as it comes. */
    public static final Downmix PLAIN = new Downmix(Algorithm.NONE, 1);

    private static final double MOST_BOOST = 10;
    private static final double HALF_POWER = 0.707;

    /**
     * The mixes that Jellyfin's configuration knows, by its names. The weights are of the front, the centre, the surrounding channel of the same and of the other
     * side, and the bass.
     */
    public enum Algorithm {
        /** FFmpeg's own. */
        NONE("None", 0, 0, 0, 0, 0),
        /** Known by its author's name: bass is kept. */
        DAVE750("Dave750", 0.707, 0.5, 0.707, 0, 0.5),
        /** Speech first. */
        NIGHTMODE_DIALOGUE("NightmodeDialogue", 0.3, 1, 0.3, 0, 0),
        /** RFC 7845, section 5.1.1.5. */
        RFC7845("Rfc7845", 0.529067, 0.374107, 0.458186, 0.264534, 0.374107),
        /** ETSI TS 103 190-1. */
        AC4("Ac4", 1, 0.707, 0.707, 0, 0);

        private final String wireName;
        private final double front;
        private final double centre;
        private final double side;
        private final double other;
        private final double bass;

        Algorithm(String wireName, double front, double centre, double side, double other, double bass) {
            this.wireName = wireName;
            this.front = front;
            this.centre = centre;
            this.side = side;
            this.other = other;
            this.bass = bass;
        }

        /** FFmpeg's own for a name that is not known. */
        public static Algorithm of(String name) {
            for (Algorithm each : values()) {
                if (each.wireName.equalsIgnoreCase(name)) {
                    return each;
                }
            }
            return NONE;
        }
    }

    public Downmix {
        boost = Double.isFinite(boost) && boost > 0 ? Math.min(boost, MOST_BOOST) : 1;
    }

    /**
     * The filters before and after which the sound has two channels; empty if nothing is mixed.
     *
     * @param channels of the output
     */
    List<String> filters(Optional<MediaStream.Audio> source, int channels) {
        int has = source.map(MediaStream.Audio::channels).orElse(0);
        if (channels != 2 || has <= 2) {
            return List.of();
        }
        List<String> filters = new ArrayList<>();
        String layout = source.map(MediaStream.Audio::channelLayout).orElse("");
        if (algorithm != Algorithm.NONE && has == 8 && (layout.isEmpty() || layout.equals("7.1"))) {
            // To 5.1 first: what is beside and what is behind become one.
            filters.add("aformat=channel_layouts=7.1");
            filters.add("pan=5.1|c0=c0|c1=c1|c2=c2|c3=c3|c4=" + term(HALF_POWER, 4) + "+" + term(HALF_POWER, 6) + "|c5="
                    + term(HALF_POWER, 5) + "+" + term(HALF_POWER, 7));
            filters.add(stereo());
        } else if (algorithm != Algorithm.NONE && has == 6 && (layout.isEmpty() || layout.startsWith("5.1"))) {
            filters.add(stereo());
        } else {
            filters.add("aformat=channel_layouts=stereo");
        }
        if (boost != 1) {
            filters.add("volume=" + number(boost));
        }
        return filters;
    }

    /** Front left and right, centre, bass, left and right beside or behind: the order of 5.1, whatever it is called. */
    private String stereo() {
        return "pan=stereo|c0=" + half(0, 4, 5) + "|c1=" + half(1, 5, 4);
    }

    private String half(int front, int side, int other) {
        List<String> terms = new ArrayList<>(
                List.of(term(algorithm.front, front), term(algorithm.centre, 2), term(algorithm.side, side)));
        if (algorithm.other > 0) {
            terms.add(term(algorithm.other, other));
        }
        if (algorithm.bass > 0) {
            terms.add(term(algorithm.bass, 3));
        }
        return String.join("+", terms);
    }

    private static String term(double weight, int channel) {
        return number(weight) + "*c" + channel;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
