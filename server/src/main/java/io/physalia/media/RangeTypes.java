package io.physalia.media;

import java.util.Locale;

/** The kinds of dynamic range by the names that Jellyfin's profiles use. */
public final class RangeTypes {
    private RangeTypes() {}

    public static String of(MediaStream.Video video) {
        DolbyVision dolby = video.dolbyVision();
        if (dolby != null) {
            return dolby.rangeType();
        }
        return switch (video.common().codecTag().toLowerCase(Locale.ROOT)) {
            case "dvh1", "dvhe", "dva1", "dvav", "dav1" -> "DOVI";
            default ->
                switch (video.colorTransfer()) {
                    case "smpte2084" -> "HDR10";
                    case "arib-std-b67" -> "HLG";
                    default -> "SDR";
                };
        };
    }

    /** Whether no encoder of ours can make a picture of it that others can show. */
    public static boolean isBareDolbyVision(MediaStream.Video video) {
        DolbyVision dolby = video.dolbyVision();
        return dolby != null && dolby.isBare();
    }
}
