package io.physalia.playback;

import io.physalia.media.MediaStream;
import io.physalia.media.SubtitleCodecs;
import io.physalia.playback.DeviceProfile.Delivery;
import io.physalia.playback.DeviceProfile.Subtitle;
import java.util.List;
import java.util.Optional;

/** How a subtitle stream reaches a client. A pure function. */
public final class SubtitleRules {
    private SubtitleRules() {}

    /**
     * How the film itself is delivered.
     *
     * @param containers the names of what the client gets, the likeliest first
     * @param transcode whether a rendition is made
     */
    public record Way(List<String> containers, boolean transcode, boolean hls) {
        public Way {
            containers = List.copyOf(containers);
        }
    }

    /** @param format as the client's profile names it; for what is burnt in, the stream's own */
    public record Choice(Delivery method, String format) {}

    /**
     * Embedded if the client reads it out of the file, else as it is beside the film, else converted beside the film, else burnt into the picture, else not at all.
     *
     * @param external whether the stream is in a file of its own
     */
    public static Choice choose(List<Subtitle> profiles, MediaStream.Subtitle stream, boolean external, Way way) {
        return embedded(profiles, stream, external, way)
                .or(() -> beside(profiles, stream, external, way, false))
                .or(() -> beside(profiles, stream, external, way, true))
                .map(profile -> new Choice(profile.delivery(), format(profile, stream, external)))
                .orElseGet(() -> new Choice(lastResort(stream, external), stream.codec()));
    }

    /** What is played as it is would have to become a rendition first. */
    private static Delivery lastResort(MediaStream.Subtitle stream, boolean external) {
        return SubtitleCodecs.isDrawable(stream.codec(), external) ? Delivery.ENCODE : Delivery.DROP;
    }

    private static Optional<Subtitle> embedded(
            List<Subtitle> profiles, MediaStream.Subtitle stream, boolean external, Way way) {
        if (external || way.transcode()) {
            return Optional.empty();
        }
        List<Subtitle> possible = profiles.stream()
                .filter(profile -> profile.delivery() == Delivery.EMBED
                        && profile.speaks(stream.common().language())
                        && profile.containers().containsAny(way.containers()))
                .toList();
        return possible.stream()
                .filter(profile -> isSame(profile, stream))
                .findFirst()
                .or(() -> possible.stream()
                        .filter(profile -> SubtitleCodecs.convertsTo(stream.codec(), profile.format()))
                        .findFirst());
    }

    private static Optional<Subtitle> beside(
            List<Subtitle> profiles, MediaStream.Subtitle stream, boolean external, Way way, boolean converted) {
        if (!external && !SubtitleCodecs.isExtractable(stream.codec())) {
            return Optional.empty();
        }
        return profiles.stream()
                .filter(profile -> profile.speaks(stream.common().language()))
                .filter(profile -> switch (profile.delivery()) {
                    case EXTERNAL -> external || !isVobSub(stream) || takesMks(profile);
                    case HLS -> way.hls() && SubtitleCodecs.isText(stream.codec());
                    case EMBED, ENCODE, DROP -> false;
                })
                .filter(profile -> converted
                        ? SubtitleCodecs.convertsTo(stream.codec(), profile.format())
                        : isSame(profile, stream))
                .findFirst();
    }

    private static String format(Subtitle profile, MediaStream.Subtitle stream, boolean external) {
        boolean taken = !external && profile.delivery() == Delivery.EXTERNAL && isVobSub(stream);
        return taken ? SubtitleCodecs.MKS : profile.format();
    }

    private static boolean isVobSub(MediaStream.Subtitle stream) {
        return SubtitleCodecs.canonical(stream.codec()).equals(SubtitleCodecs.VOBSUB);
    }

    /** A client says of VobSub with this container that it can read what comes out of a film. */
    private static boolean takesMks(Subtitle profile) {
        return profile.containers().names().contains(SubtitleCodecs.MKS);
    }

    private static boolean isSame(Subtitle profile, MediaStream.Subtitle stream) {
        return SubtitleCodecs.canonical(profile.format()).equals(SubtitleCodecs.canonical(stream.codec()));
    }
}
