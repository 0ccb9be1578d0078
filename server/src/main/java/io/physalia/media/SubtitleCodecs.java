package io.physalia.media;

import java.util.Locale;
import java.util.Set;

/** What subtitles are written in, by FFmpeg's names and by those that clients know. */
public final class SubtitleCodecs {
    public static final String SRT = "subrip";
    public static final String VTT = "webvtt";
    public static final String PGS = "hdmv_pgs_subtitle";
    public static final String VOBSUB = "dvd_subtitle";
    /** Closed captions in a track of their own ({@code c608} in QuickTime): text with places on the screen. */
    public static final String CAPTIONS = "eia_608";

    /** Matroska with nothing but subtitles: VobSub by itself is two files, which FFmpeg does not write. */
    public static final String MKS = "mks";

    private static final Set<String> PICTURES =
            Set.of(PGS, VOBSUB, "dvb_subtitle", "xsub", "hdmv_text_subtitle", "dvb_teletext", "arib_caption");
    /** What every build of FFmpeg has a decoder for. */
    private static final Set<String> DRAWABLE_PICTURES = Set.of(PGS, VOBSUB, "dvb_subtitle", "xsub");

    private static final Set<String> STYLED = Set.of("ass", "ssa");

    private SubtitleCodecs() {}

    /** FFmpeg's name for a codec or a file format: {@code srt} is {@code subrip}, {@code pgssub} and {@code sup} are one. */
    public static String canonical(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "srt" -> SRT;
            case "vtt" -> VTT;
            case "pgs", "pgssub", "sup" -> PGS;
            case "dvdsub", "vobsub", "sub", "idx" -> VOBSUB;
            case "dvbsub" -> "dvb_subtitle";
            case "dvbtxt" -> "dvb_teletext";
            default -> lower;
        };
    }

    /** The name under which Jellyfin's clients look for a codec. */
    public static String clientName(String codec) {
        return switch (codec) {
            case PGS -> "PGSSUB";
            case VOBSUB -> "DVDSUB";
            case "dvb_subtitle" -> "DVBSUB";
            case "dvb_teletext" -> "DVBTXT";
            default -> codec;
        };
    }

    /** Whether it is text, which can be converted, and not pictures. */
    public static boolean isText(String name) {
        String codec = canonical(name);
        return !codec.isEmpty() && !PICTURES.contains(codec);
    }

    /**
     * Whether it can be drawn into a picture that is encoded.
     *
     * @param external whether it is in a file of its own
     */
    public static boolean isDrawable(String name, boolean external) {
        return isText(name) || (!external && DRAWABLE_PICTURES.contains(canonical(name)));
    }

    /** Whether it can be handed out as a file of its own. */
    public static boolean isExtractable(String name) {
        String codec = canonical(name);
        return isText(name) || codec.equals(PGS) || codec.equals(VOBSUB);
    }

    /** Whether what is written in one format is offered in another. Styled text is not: it would lose its places and looks. */
    public static boolean convertsTo(String from, String to) {
        return isText(from) && isText(to) && !STYLED.contains(canonical(from)) && !STYLED.contains(canonical(to));
    }
}
