package io.physalia.media;

/**
 * What a file says of its Dolby Vision (the configuration record of ISO/IEC 14496-15's extension by Dolby).
 *
 * @param profile e.g. 5, 7, 8, 10
 * @param level which says how large and fast the picture is
 * @param compatibility what a player without Dolby Vision sees: 1 and 6 HDR10, 2 standard range, 4 HLG, 0 nothing useful
 * @param enhancementLayer whether there is a second picture to be laid over the first
 */
public record DolbyVision(int profile, int level, int compatibility, boolean enhancementLayer) {

    /**
     * Whether only a player with Dolby Vision can show it: its colours are in a space of its own (IPT), which each scene's metadata bends, and which none of FFmpeg's
     * usual filters reads.
     */
    public boolean isBare() {
        return profile == 5 || (profile == 10 && compatibility == 0);
    }

    /** What people know it by: {@code Dolby Vision Profile 8.1 (HDR10)}. */
    public String title() {
        String name = "Dolby Vision Profile " + profile + (compatibility > 0 ? "." + compatibility : "");
        return switch (compatibility) {
            case 1, 6 -> name + " (HDR10)";
            case 2 -> name + " (SDR)";
            case 4 -> name + " (HLG)";
            default -> name;
        };
    }

    /** The kind of dynamic range, by the name that profiles use. */
    String rangeType() {
        if (isBare()) {
            return "DOVI";
        }
        if (profile == 7) {
            return "DOVIWithEL";
        }
        return switch (compatibility) {
            case 1 -> "DOVIWithHDR10";
            case 2 -> "DOVIWithSDR";
            case 4 -> "DOVIWithHLG";
            default -> "DOVIInvalid";
        };
    }
}
