package io.physalia.jellyfin.hls;

import io.physalia.media.DolbyVision;
import io.physalia.media.EncodeSpec;
import io.physalia.media.MediaStream;
import io.physalia.media.VideoOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of Dolby Vision in master playlists, for pictures that are passed on as they are: no encoder of ours keeps it. */
final class DolbyNames {
    private DolbyNames() {}

    /** What the picture is besides what its codec says; empty if it is nothing besides, or a kind that players are not told of. */
    static List<String> supplemental(EncodeSpec spec) {
        MediaStream.Video video = copied(spec);
        DolbyVision dolby = video == null ? null : video.dolbyVision();
        if (video == null || dolby == null || dolby.isBare() || dolby.profile() == 7) {
            return List.of();
        }
        String name = name(video, dolby);
        return switch (dolby.compatibility()) {
            case 1 -> List.of(name + "/db1p");
            case 4 -> List.of(name + "/db4h");
            default -> List.of();
        };
    }

    /** {@link CodecNames#of} with the picture by its own name. */
    static List<String> codecs(EncodeSpec spec) {
        List<String> names = new ArrayList<>(CodecNames.of(spec));
        MediaStream.Video video = copied(spec);
        DolbyVision dolby = video == null ? null : video.dolbyVision();
        if (video != null && dolby != null && !names.isEmpty()) {
            names.set(0, name(video, dolby));
        }
        return names;
    }

    private static String name(MediaStream.Video video, DolbyVision dolby) {
        return String.format(
                Locale.ROOT,
                "%s.%02d.%02d",
                video.codec().equals("av1") ? "dav1" : "dvh1",
                dolby.profile(),
                dolby.level());
    }

    private static MediaStream.@Nullable Video copied(EncodeSpec spec) {
        return spec.video() instanceof VideoOutput.Copy copy
                        && spec.info().stream(copy.streamIndex()).orElse(null) instanceof MediaStream.Video video
                ? video
                : null;
    }
}
