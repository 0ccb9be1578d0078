package io.physalia.playback;

import io.physalia.playback.TranscodeRules.Fate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Gathers what conditions demand of a rendition. Of several limits of one kind the smallest counts, of several lists the first: the
 * profiles that come first matter most. Conditions that cannot be expressed to an encoder are left out.
 */
final class RenditionLimits {
    private OptionalLong videoBps;
    private OptionalLong audioBps;
    private OptionalInt channels;
    private OptionalInt width = OptionalInt.empty();
    private OptionalInt height = OptionalInt.empty();
    private OptionalInt sampleRate = OptionalInt.empty();
    private double frameRate;
    private boolean nonAnamorphic;
    private boolean avc;
    private final Map<String, String> options = new LinkedHashMap<>();

    RenditionLimits(OptionalLong videoBps, OptionalLong audioBps, OptionalInt channels) {
        this.videoBps = videoBps;
        this.audioBps = audioBps;
        this.channels = channels;
    }

    /** @param codec the codec the conditions are about; empty: whatever codec */
    void apply(String codec, List<Condition> conditions) {
        for (Condition condition : conditions) {
            switch (condition.comparison()) {
                case LESS_THAN_EQUAL -> number(condition).ifPresent(most -> most(codec, condition.property(), most));
                case EQUALS, EQUALS_ANY -> {
                    OptionalLong exact = number(condition);
                    if (exact.isPresent()) {
                        most(codec, condition.property(), exact.getAsLong());
                    } else {
                        oneOf(codec, condition);
                    }
                }
                case NOT_EQUALS -> not(codec, condition);
                case GREATER_THAN_EQUAL -> {}
            }
        }
    }

    TranscodePlan plan(
            DeviceProfile.Transcoding rule,
            Fate picture,
            Fate sound,
            OptionalInt audioIndex,
            Optional<TranscodePlan.SubtitleTrack> subtitle) {
        return new TranscodePlan(
                rule,
                picture.codecs(),
                picture.copied(),
                sound.codecs(),
                sound.copied(),
                audioIndex,
                subtitle,
                videoBps,
                audioBps,
                channels,
                new TranscodePlan.Picture(width, height, frameRate, sampleRate, nonAnamorphic, avc),
                options);
    }

    private void most(String codec, MediaProperty property, long most) {
        switch (property) {
            case WIDTH -> width = least(width, most);
            case HEIGHT -> height = least(height, most);
            case VIDEO_BITRATE -> videoBps = least(videoBps, most);
            case AUDIO_BITRATE -> audioBps = audioBps.isPresent() ? least(audioBps, most) : audioBps;
            case AUDIO_SAMPLE_RATE -> sampleRate = least(sampleRate, most);
            case VIDEO_FRAMERATE -> {
                if (most > 0) {
                    frameRate = frameRate == 0 ? (double) most : Math.min(frameRate, (double) most);
                }
            }
            case AUDIO_CHANNELS -> option(codec, "audiochannels", Long.toString(most));
            case VIDEO_LEVEL -> option(codec, "level", Long.toString(most));
            case VIDEO_BIT_DEPTH -> option(codec, "videobitdepth", Long.toString(most));
            case AUDIO_BIT_DEPTH -> option(codec, "audiobitdepth", Long.toString(most));
            case REF_FRAMES -> option(codec, "maxrefframes", Long.toString(most));
            case VIDEO_ROTATION -> option(codec, "rotation", Long.toString(most));
            default -> {}
        }
    }

    private void oneOf(String codec, Condition condition) {
        String values = String.join(",", condition.values());
        switch (condition.property()) {
            case VIDEO_PROFILE -> option(codec, "profile", values);
            case VIDEO_RANGE_TYPE -> option(codec, "rangetype", values);
            case VIDEO_CODEC_TAG -> option(codec, "codectag", values);
            case IS_ANAMORPHIC -> nonAnamorphic |= values.equalsIgnoreCase("false");
            case IS_INTERLACED -> {
                if (values.equalsIgnoreCase("false")) {
                    option(codec, "deinterlace", "true");
                }
            }
            case IS_AVC -> avc |= values.equalsIgnoreCase("true");
            default -> {}
        }
    }

    private void not(String codec, Condition condition) {
        boolean notTrue = condition.value().strip().equalsIgnoreCase("true");
        switch (condition.property()) {
            case IS_ANAMORPHIC -> nonAnamorphic |= notTrue;
            case IS_INTERLACED -> {
                if (notTrue) {
                    option(codec, "deinterlace", "true");
                }
            }
            case IS_AVC -> avc |= condition.value().strip().equalsIgnoreCase("false");
            default -> {}
        }
    }

    private void option(String codec, String name, String value) {
        if (!codec.isEmpty()) {
            options.putIfAbsent(codec + "-" + name, value.replace(" ", ""));
        }
    }

    private static OptionalLong number(Condition condition) {
        try {
            return condition.values().size() > 1
                    ? OptionalLong.empty()
                    : OptionalLong.of(
                            (long) Double.parseDouble(condition.values().getFirst()));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /** What is below one is no limit that anything could keep. */
    private static OptionalLong least(OptionalLong known, long most) {
        if (most < 1) {
            return known;
        }
        return OptionalLong.of(known.isPresent() ? Math.min(known.getAsLong(), most) : most);
    }

    private static OptionalInt least(OptionalInt known, long most) {
        int value = Math.clamp(most, 1, Integer.MAX_VALUE);
        return OptionalInt.of(known.isPresent() ? Math.min(known.getAsInt(), value) : value);
    }
}
