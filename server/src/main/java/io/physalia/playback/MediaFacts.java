package io.physalia.playback;

import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.RangeTypes;
import io.physalia.media.Rational;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What conditions can ask about a file and the streams chosen from it; unknown properties are absent. Immutable. */
public final class MediaFacts {
    private final Map<MediaProperty, String> values = new EnumMap<>(MediaProperty.class);

    private MediaFacts() {}

    /** The facts of a file, played with these streams. */
    public static MediaFacts of(MediaInfo media, Optional<MediaStream.Video> video, Optional<MediaStream.Audio> audio) {
        MediaFacts facts = new MediaFacts();
        facts.count(media);
        video.ifPresent(stream -> facts.put(stream, Bitrates.video(media)));
        audio.ifPresent(stream -> facts.put(stream, isSecondary(media, stream)));
        return facts;
    }

    /** Whether it is in the file, but not its first sound. */
    private static boolean isSecondary(MediaInfo media, MediaStream.Audio audio) {
        return media.streams().contains(audio)
                && media.streams().stream()
                        .filter(MediaStream.Audio.class::isInstance)
                        .findFirst()
                        .filter(audio::equals)
                        .isEmpty();
    }

    public Optional<String> find(MediaProperty property) {
        return Optional.ofNullable(values.get(property));
    }

    /** The kind of dynamic range, by the name that profiles use. */
    public static String rangeType(MediaStream.Video video) {
        return RangeTypes.of(video);
    }

    /** Whether the samples are not square. */
    public static boolean isAnamorphic(MediaStream.Video video) {
        Rational shape = video.sampleAspectRatio();
        return !shape.isZero() && shape.num() != shape.den();
    }

    private void count(MediaInfo media) {
        long videos = media.streams().stream()
                .filter(stream -> stream instanceof MediaStream.Video picture && !picture.attachedPicture())
                .count();
        long audios = media.streams().stream()
                .filter(MediaStream.Audio.class::isInstance)
                .count();
        put(MediaProperty.NUM_STREAMS, media.streams().size());
        put(MediaProperty.NUM_VIDEO_STREAMS, videos);
        put(MediaProperty.NUM_AUDIO_STREAMS, audios);
    }

    private void put(MediaStream.Video video, long bitrateBps) {
        known(MediaProperty.WIDTH, video.width());
        known(MediaProperty.HEIGHT, video.height());
        known(MediaProperty.VIDEO_BIT_DEPTH, video.bitDepth());
        known(MediaProperty.VIDEO_BITRATE, bitrateBps);
        known(MediaProperty.VIDEO_LEVEL, video.level());
        known(MediaProperty.REF_FRAMES, video.refFrames());
        if (!video.frameRate().isZero()) {
            values.put(
                    MediaProperty.VIDEO_FRAMERATE,
                    Double.toString(video.frameRate().toDouble()));
        }
        known(MediaProperty.VIDEO_PROFILE, video.common().profile());
        known(MediaProperty.VIDEO_CODEC_TAG, video.common().codecTag());
        values.put(MediaProperty.VIDEO_RANGE_TYPE, rangeType(video));
        put(MediaProperty.VIDEO_ROTATION, video.rotationDegrees());
        values.put(MediaProperty.IS_ANAMORPHIC, Boolean.toString(isAnamorphic(video)));
        values.put(MediaProperty.IS_INTERLACED, Boolean.toString(video.interlaced()));
        if (video.codec().equals("h264")) {
            values.put(MediaProperty.IS_AVC, Boolean.toString(video.isAvc()));
        }
    }

    private void put(MediaStream.Audio audio, boolean secondary) {
        known(MediaProperty.AUDIO_CHANNELS, audio.channels());
        known(MediaProperty.AUDIO_SAMPLE_RATE, audio.sampleRateHz());
        known(MediaProperty.AUDIO_BIT_DEPTH, audio.bitDepth());
        known(MediaProperty.AUDIO_BITRATE, audio.common().bitrateBps());
        known(MediaProperty.AUDIO_PROFILE, audio.common().profile());
        values.put(MediaProperty.IS_SECONDARY_AUDIO, Boolean.toString(secondary));
    }

    private void known(MediaProperty property, long value) {
        if (value > 0) {
            put(property, value);
        }
    }

    private void known(MediaProperty property, String value) {
        if (!value.isEmpty()) {
            values.put(property, value);
        }
    }

    private void put(MediaProperty property, long value) {
        values.put(property, Long.toString(value));
    }
}
