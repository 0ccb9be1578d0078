package io.physalia.transcode;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.AudioCodec;
import io.physalia.media.AudioOutput;
import io.physalia.media.Downmix;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.SegmentContainer;
import java.util.List;
import java.util.Optional;

/** What becomes of the sound: a pure function of the stream and the request. */
final class AudioRules {
    private static final List<String> COPYABLE_TO_TS = List.of("aac", "ac3", "eac3", "mp3");
    private static final List<String> COPYABLE_TO_MP4 = List.of("aac", "ac3", "eac3", "mp3", "flac", "opus", "alac");
    private static final List<Integer> AAC_RATES =
            List.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000);
    private static final List<Integer> AC3_RATES = List.of(32000, 44100, 48000);

    private AudioRules() {}

    /**
     * The stream that is asked for, else the default one; empty if there is no sound or none is wanted.
     *
     * @throws Failure {@code INVALID_PARAMETER} for an index that is no audio stream
     */
    static Optional<MediaStream.Audio> chooseStream(MediaInfo info, PlanRequest request) {
        if (request.audioCodecs().isEmpty()) {
            return Optional.empty();
        }
        if (request.audioStreamIndex().isEmpty()) {
            return info.audio();
        }
        int index = request.audioStreamIndex().getAsInt();
        if (info.stream(index).orElse(null) instanceof MediaStream.Audio audio) {
            return Optional.of(audio);
        }
        throw new Failure(
                FailureCode.INVALID_PARAMETER,
                "AudioStreamIndex: " + index + " (expected: the index of an audio stream of the source)");
    }

    static AudioOutput decide(MediaStream.Audio stream, PlanRequest request, Downmix downmix) {
        if (mayCopy(stream, request)) {
            return new AudioOutput.Copy(stream.index());
        }
        AudioCodec codec = request.audioCodecs().stream()
                .map(AudioCodec::find)
                .flatMap(Optional::stream)
                .filter(candidate -> request.container() == SegmentContainer.FMP4 || candidate != AudioCodec.OPUS)
                .findFirst()
                .orElse(AudioCodec.AAC);
        int channels = channels(stream, request, codec);
        return new AudioOutput.Encode(
                stream.index(),
                codec,
                bitrate(request, codec, channels),
                channels,
                sampleRate(stream, request, codec),
                // Of no meaning otherwise, and then not to make another session.
                channels == 2 && stream.channels() > 2 ? downmix : Downmix.PLAIN);
    }

    private static boolean mayCopy(MediaStream.Audio stream, PlanRequest request) {
        PlanRequest.AudioLimits limits = request.audio();
        List<String> copyable = request.container() == SegmentContainer.MPEG_TS ? COPYABLE_TO_TS : COPYABLE_TO_MP4;
        long bitrate = stream.common().bitrateBps();
        return limits.allowCopy()
                && copyable.contains(stream.codec())
                && request.audioCodecs().stream()
                        .anyMatch(name -> name.equalsIgnoreCase("copy") || name.equalsIgnoreCase(stream.codec()))
                && stream.channels() > 0
                && limits.maxChannels().orElse(Integer.MAX_VALUE) >= stream.channels()
                && (limits.bitrateBps().isEmpty()
                        || bitrate <= limits.bitrateBps().getAsLong())
                && (limits.sampleRateHz().isEmpty() || limits.sampleRateHz().getAsInt() >= stream.sampleRateHz());
    }

    /** As many as allowed, in a number that every player knows: 1, 2, 6 or 8. */
    private static int channels(MediaStream.Audio stream, PlanRequest request, AudioCodec codec) {
        int most = switch (codec) {
            case MP3 -> 2;
            case AC3, EAC3 -> 6;
            case AAC, OPUS -> 8;
        };
        int has = stream.channels() > 0 ? stream.channels() : 2;
        int channels =
                Math.min(Math.min(has, most), request.audio().maxChannels().orElse(most));
        return switch (channels) {
            case 1, 2, 6, 8 -> channels;
            case 3, 4 -> 2;
            case 5 -> Math.min(most, request.audio().maxChannels().orElse(most)) >= 6 ? 6 : 2;
            default -> 6;
        };
    }

    private static long bitrate(PlanRequest request, AudioCodec codec, int channels) {
        long usual = channels == 1 ? 128_000 : channels == 2 ? 256_000 : 640_000;
        long most = switch (codec) {
            case MP3 -> 320_000;
            case AC3 -> 640_000;
            case AAC, EAC3, OPUS -> 256_000L * channels;
        };
        return Math.clamp(request.audio().bitrateBps().orElse(usual), 32_000L * channels, most);
    }

    private static int sampleRate(MediaStream.Audio stream, PlanRequest request, AudioCodec codec) {
        int wanted = Math.min(
                stream.sampleRateHz() > 0 ? stream.sampleRateHz() : 48_000,
                request.audio().sampleRateHz().orElse(48_000));
        return switch (codec) {
            case AAC -> AAC_RATES.contains(wanted) ? wanted : 48_000;
            case MP3, AC3, EAC3 -> AC3_RATES.contains(wanted) ? wanted : 48_000;
            case OPUS -> 48_000;
        };
    }
}
