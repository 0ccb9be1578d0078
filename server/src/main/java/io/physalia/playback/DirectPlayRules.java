package io.physalia.playback;

import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.playback.DeviceProfile.CodecKind;
import io.physalia.playback.DeviceProfile.MediaKind;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a client plays a file as it is. */
final class DirectPlayRules {
    private final SourceStreams source;
    private final MediaInfo media;
    private final DeviceProfile profile;
    private final PlaybackLimits limits;
    private final ProfileRules rules;
    private final List<String> containers;
    private final Optional<MediaStream.Video> video;
    private final MediaKind kind;

    DirectPlayRules(SourceStreams source, DeviceProfile profile, PlaybackLimits limits) {
        this.source = source;
        this.media = source.media();
        this.profile = profile;
        this.limits = limits;
        this.rules = new ProfileRules(profile);
        this.containers = Containers.names(media);
        this.video = media.video();
        this.kind = video.isPresent() ? MediaKind.VIDEO : MediaKind.AUDIO;
    }

    /** What one try came to: played by this stream, or not, for these reasons. */
    private record Try(DeviceProfile.DirectPlay rule, OptionalInt audioIndex, Set<TranscodeReason> reasons) {
        /** How bad the reasons are: a wrong container is worse than a wrong codec, that is worse than a failed condition. */
        int rank() {
            int rank = reasons.contains(TranscodeReason.CONTAINER_NOT_SUPPORTED) ? 1000 : 0;
            rank += reasons.contains(TranscodeReason.VIDEO_CODEC_NOT_SUPPORTED) ? 200 : 0;
            rank += reasons.contains(TranscodeReason.AUDIO_CODEC_NOT_SUPPORTED) ? 100 : 0;
            return rank + reasons.size();
        }
    }

    /** {@link PlaybackDecision.DirectPlay}, or {@link PlaybackDecision.Impossible} with the reasons. */
    PlaybackDecision decide() {
        Set<TranscodeReason> general = EnumSet.noneOf(TranscodeReason.class);
        if (!limits.wishes().directPlay()) {
            general.add(TranscodeReason.DIRECT_PLAY_ERROR);
        }
        if (!showsSubtitle()) {
            general.add(TranscodeReason.SUBTITLE_CODEC_NOT_SUPPORTED);
        }
        long bitrate = media.bitrateBps() > 0 ? media.bitrateBps() : Bitrates.ASSUMED_BPS;
        if (limits.maxBitrateBps().isPresent()
                && bitrate > limits.maxBitrateBps().getAsLong()) {
            general.add(TranscodeReason.CONTAINER_BITRATE_EXCEEDS_LIMIT);
        }
        Optional<Try> best = profile.directPlay().stream()
                .filter(rule -> rule.kind() == kind)
                .flatMap(this::tries)
                .min(Comparator.comparingInt(Try::rank));
        if (best.isPresent() && best.get().reasons().isEmpty() && general.isEmpty()) {
            return new PlaybackDecision.DirectPlay(
                    containerFor(best.get().rule()), best.get().audioIndex());
        }
        Set<TranscodeReason> reasons = EnumSet.copyOf(general);
        best.ifPresentOrElse(
                found -> reasons.addAll(found.reasons()), () -> reasons.add(TranscodeReason.CONTAINER_NOT_SUPPORTED));
        return new PlaybackDecision.Impossible(reasons);
    }

    private Stream<Try> tries(DeviceProfile.DirectPlay rule) {
        List<MediaStream.Audio> candidates = AudioCandidates.of(source, limits.tracks());
        if (candidates.isEmpty()) {
            return Stream.of(new Try(rule, OptionalInt.empty(), failures(rule, Optional.empty())));
        }
        return candidates.stream()
                .map(audio -> new Try(rule, OptionalInt.of(audio.index()), failures(rule, Optional.of(audio))));
    }

    private Set<TranscodeReason> failures(DeviceProfile.DirectPlay rule, Optional<MediaStream.Audio> audio) {
        Set<TranscodeReason> failures = EnumSet.noneOf(TranscodeReason.class);
        if (!rule.containers().containsAny(containers)) {
            failures.add(TranscodeReason.CONTAINER_NOT_SUPPORTED);
        }
        MediaFacts facts = MediaFacts.of(media, video, audio);
        failures.addAll(rules.containerFailures(kind, containers, facts));
        video.ifPresent(stream -> {
            if (!rule.videoCodecs().contains(stream.codec())) {
                failures.add(TranscodeReason.VIDEO_CODEC_NOT_SUPPORTED);
            }
            failures.addAll(rules.codecFailures(CodecKind.VIDEO, stream.codec(), containers, facts));
        });
        audio.ifPresent(stream -> {
            if (source.isExternal(stream)) {
                failures.add(TranscodeReason.AUDIO_IS_EXTERNAL);
            }
            if (!rule.audioCodecs().contains(stream.codec())) {
                failures.add(TranscodeReason.AUDIO_CODEC_NOT_SUPPORTED);
            }
            failures.addAll(rules.codecFailures(
                    video.isPresent() ? CodecKind.VIDEO_AUDIO : CodecKind.AUDIO, stream.codec(), containers, facts));
            if (limits.maxAudioChannels().isPresent()
                    && stream.channels() > limits.maxAudioChannels().getAsInt()) {
                failures.add(TranscodeReason.AUDIO_CHANNELS_NOT_SUPPORTED);
            }
        });
        return failures;
    }

    /** Whether the client gets the subtitle that is wanted without it being burnt in. */
    private boolean showsSubtitle() {
        SubtitleRules.Way way = new SubtitleRules.Way(containers, false, false);
        return source.subtitles().stream()
                .filter(stream -> limits.tracks().subtitle().isPresent()
                        && stream.index() == limits.tracks().subtitle().getAsInt())
                .map(stream -> SubtitleRules.choose(profile.subtitles(), stream, source.isExternal(stream), way))
                .noneMatch(choice -> choice.method() == DeviceProfile.Delivery.ENCODE);
    }

    private String containerFor(DeviceProfile.DirectPlay rule) {
        return containers.stream()
                .filter(name -> rule.containers().contains(name))
                .findFirst()
                .orElse(containers.getFirst());
    }
}
