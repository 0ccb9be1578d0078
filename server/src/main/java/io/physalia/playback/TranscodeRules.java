package io.physalia.playback;

import io.physalia.media.AudioCodec;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.RangeTypes;
import io.physalia.media.SubtitleCodecs;
import io.physalia.media.VideoCodec;
import io.physalia.playback.DeviceProfile.CodecKind;
import io.physalia.playback.DeviceProfile.MediaKind;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Which rendition a client gets of a file that it cannot play as it is. */
final class TranscodeRules {
    private final SourceStreams source;
    private final MediaInfo media;
    private final PlaybackLimits limits;
    private final ProfileRules rules;
    private final Optional<MediaStream.Video> video;
    private final Optional<MediaStream.Audio> audio;
    private final MediaFacts facts;

    TranscodeRules(SourceStreams source, DeviceProfile profile, PlaybackLimits limits) {
        this.source = source;
        this.media = source.media();
        this.limits = limits;
        this.rules = new ProfileRules(profile);
        this.video = media.video();
        this.audio = AudioCandidates.of(source, limits.tracks()).stream().findFirst();
        this.facts = MediaFacts.of(media, video, audio);
    }

    /** The best transcode, or empty if none is possible or allowed. */
    Optional<Choice> choose() {
        if (!limits.wishes().transcoding()) {
            return Optional.empty();
        }
        MediaKind kind = video.isPresent() ? MediaKind.VIDEO : MediaKind.AUDIO;
        return rules.profile().transcoding().stream()
                .filter(rule -> rule.kind() == kind && rule.streaming())
                .flatMap(rule ->
                        OutputContainer.find(rule.container(), rule.hls())
                                .flatMap(container -> choice(rule, container))
                                .stream())
                .min(Comparator.comparingInt(
                        choice -> choice.video().rank() * 10 + choice.audio().rank()));
    }

    /** A rendition and what becomes of each stream. */
    record Choice(TranscodePlan plan, Fate video, Fate audio) {}

    /**
     * What becomes of a stream.
     *
     * @param codecs what the output may have, the best first; empty if there is no such stream
     * @param rank 1: copied, 2: encoded to the codec it has, 3: encoded to another
     */
    record Fate(List<String> codecs, boolean copied, Set<TranscodeReason> obstacles, int rank) {
        static final Fate ABSENT = new Fate(List.of(), false, Set.of(), 1);
    }

    private Optional<Choice> choice(DeviceProfile.Transcoding rule, OutputContainer container) {
        OptionalInt channels = least(rule.maxAudioChannels(), limits.maxAudioChannels());
        Optional<Fate> sound =
                audio.isEmpty() ? Optional.of(Fate.ABSENT) : audioFate(rule, container, audio.get(), channels);
        if (sound.isEmpty()) {
            return Optional.empty();
        }
        long audioBps =
                audio.map(stream -> audioBitrate(stream, sound.get(), channels)).orElse(0L);
        Optional<TranscodePlan.SubtitleTrack> subtitle = subtitle(rule);
        Optional<Fate> picture = video.isEmpty()
                ? Optional.of(Fate.ABSENT)
                : videoFate(rule, container, video.get(), audioBps, isBurntIn(subtitle));
        return picture.map(fate -> {
            boolean burns = limits.tracks().burnIn() && !fate.copied();
            Optional<TranscodePlan.SubtitleTrack> shown = burns ? subtitle.map(this::burntIn) : subtitle;
            return new Choice(plan(rule, fate, sound.get(), audioBps, channels, shown), fate, sound.get());
        });
    }

    /** The same drawn into the picture, if that can be. */
    private TranscodePlan.SubtitleTrack burntIn(TranscodePlan.SubtitleTrack track) {
        return source.subtitles().stream()
                .filter(stream -> stream.index() == track.index())
                .filter(stream -> SubtitleCodecs.isDrawable(stream.codec(), source.isExternal(stream)))
                .findFirst()
                .map(stream -> new SubtitleRules.Choice(DeviceProfile.Delivery.ENCODE, stream.codec()))
                .map(choice -> new TranscodePlan.SubtitleTrack(track.index(), choice, track.alwaysBurnIn()))
                .orElse(track);
    }

    /** The subtitle that is wanted, and how it reaches the client beside or in this rendition. */
    private Optional<TranscodePlan.SubtitleTrack> subtitle(DeviceProfile.Transcoding rule) {
        SubtitleRules.Way way = new SubtitleRules.Way(List.of(rule.container()), true, rule.hls());
        Tracks tracks = limits.tracks();
        return video.isEmpty()
                ? Optional.empty()
                : source.subtitles().stream()
                        .filter(stream -> tracks.subtitle().isPresent()
                                && stream.index() == tracks.subtitle().getAsInt())
                        .findFirst()
                        .map(stream -> new TranscodePlan.SubtitleTrack(
                                stream.index(),
                                SubtitleRules.choose(
                                        rules.profile().subtitles(), stream, source.isExternal(stream), way),
                                tracks.burnIn()));
    }

    private static boolean isBurntIn(Optional<TranscodePlan.SubtitleTrack> subtitle) {
        return subtitle.filter(track -> track.choice().method() == DeviceProfile.Delivery.ENCODE)
                .isPresent();
    }

    /** What the rule names, of what its container can carry; if it names nothing, what the source has. */
    private static List<String> wanted(NameList names, String own, Set<String> carried) {
        List<String> named = names.names().isEmpty() ? List.of(own) : names.names();
        return named.stream().filter(carried::contains).toList();
    }

    private Optional<Fate> videoFate(
            DeviceProfile.Transcoding rule,
            OutputContainer container,
            MediaStream.Video stream,
            long audioBps,
            boolean burntIn) {
        List<String> wanted = wanted(rule.videoCodecs(), stream.codec(), container.video());
        boolean known = wanted.contains(stream.codec());
        Set<TranscodeReason> obstacles = EnumSet.noneOf(TranscodeReason.class);
        if (known) {
            obstacles.addAll(rules.codecFailures(CodecKind.VIDEO, stream.codec(), List.of(rule.container()), facts));
            obstacles.addAll(ProfileRules.failures(rule.conditions(), facts));
            long bitrate = Bitrates.video(media);
            if (limits.maxBitrateBps().isPresent()
                    && (bitrate == 0 || bitrate > limits.maxBitrateBps().getAsLong() - audioBps)) {
                obstacles.add(TranscodeReason.VIDEO_BITRATE_NOT_SUPPORTED);
            }
        } else {
            obstacles.add(TranscodeReason.VIDEO_CODEC_NOT_SUPPORTED);
        }
        if (burntIn) {
            obstacles.add(TranscodeReason.SUBTITLE_CODEC_NOT_SUPPORTED);
        }
        boolean copied = obstacles.isEmpty()
                && limits.wishes().copyVideo()
                && limits.rights().remux();
        // H.264 first: it costs a tenth of HEVC, and everything plays it.
        List<String> encodable = wanted.stream()
                .filter(codec ->
                        VideoCodec.find(codec).isPresent() && limits.rights().encodeVideo())
                .filter(_ -> !RangeTypes.isBareDolbyVision(stream))
                .sorted(Comparator.comparing(codec -> !codec.equals("h264")))
                .toList();
        return fate(stream.codec(), known, copied, encodable, obstacles);
    }

    private Optional<Fate> audioFate(
            DeviceProfile.Transcoding rule, OutputContainer container, MediaStream.Audio stream, OptionalInt channels) {
        List<String> wanted = wanted(rule.audioCodecs(), stream.codec(), container.audio());
        boolean known = wanted.contains(stream.codec());
        Set<TranscodeReason> obstacles = EnumSet.noneOf(TranscodeReason.class);
        if (known) {
            CodecKind kind = video.isPresent() ? CodecKind.VIDEO_AUDIO : CodecKind.AUDIO;
            obstacles.addAll(rules.codecFailures(kind, stream.codec(), List.of(rule.container()), facts));
            if (channels.isPresent() && stream.channels() > channels.getAsInt()) {
                obstacles.add(TranscodeReason.AUDIO_CHANNELS_NOT_SUPPORTED);
            }
            if (stream.common().bitrateBps() > mostAudio(stream.codec(), stream, channels)) {
                obstacles.add(TranscodeReason.AUDIO_BITRATE_NOT_SUPPORTED);
            }
        } else {
            obstacles.add(TranscodeReason.AUDIO_CODEC_NOT_SUPPORTED);
        }
        boolean copied = obstacles.isEmpty()
                && limits.wishes().copyAudio()
                && limits.rights().remux();
        List<String> encodable = wanted.stream()
                .filter(codec ->
                        AudioCodec.find(codec).isPresent() && limits.rights().encodeAudio())
                .toList();
        return fate(stream.codec(), known, copied, encodable, obstacles);
    }

    private static Optional<Fate> fate(
            String codec, boolean known, boolean copied, List<String> encodable, Set<TranscodeReason> obstacles) {
        if (copied) {
            return Optional.of(new Fate(
                    Stream.concat(Stream.of(codec), encodable.stream().filter(other -> !other.equals(codec)))
                            .toList(),
                    true,
                    obstacles,
                    1));
        }
        return encodable.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fate(encodable, false, obstacles, known ? 2 : 3));
    }

    private TranscodePlan plan(
            DeviceProfile.Transcoding rule,
            Fate picture,
            Fate sound,
            long audioBps,
            OptionalInt channels,
            Optional<TranscodePlan.SubtitleTrack> subtitle) {
        RenditionLimits output = new RenditionLimits(
                limits.maxBitrateBps().isPresent()
                        ? OptionalLong.of(Bitrates.video(limits.maxBitrateBps().getAsLong(), audioBps))
                        : OptionalLong.empty(),
                audio.isPresent() ? OptionalLong.of(audioBps) : OptionalLong.empty(),
                channels);
        output.apply("", rule.conditions());
        for (String codec : picture.codecs()) {
            output.apply(codec, rules.conditions(CodecKind.VIDEO, codec, List.of(rule.container()), facts));
        }
        CodecKind kind = video.isPresent() ? CodecKind.VIDEO_AUDIO : CodecKind.AUDIO;
        for (String codec : sound.codecs()) {
            output.apply(codec, rules.conditions(kind, codec, List.of(rule.container()), facts));
        }
        OptionalInt index = audio.map(stream -> OptionalInt.of(stream.index())).orElse(OptionalInt.empty());
        return output.plan(rule, picture, sound, index, subtitle);
    }

    /** What the audio of the output takes; a copied stream takes what it has. */
    private long audioBitrate(MediaStream.Audio stream, Fate fate, OptionalInt channels) {
        long most = mostAudio(fate.codecs().getFirst(), stream, channels);
        return fate.copied() ? Math.max(stream.common().bitrateBps(), most) : most;
    }

    private long mostAudio(String codec, MediaStream.Audio stream, OptionalInt channels) {
        int wanted = Math.max(stream.channels(), 1);
        int output = channels.isPresent() ? Math.min(wanted, channels.getAsInt()) : wanted;
        long most = Bitrates.audio(codec.toLowerCase(Locale.ROOT), output, limits.maxBitrateBps());
        OptionalLong music = rules.profile().musicBitrateBps();
        return video.isEmpty() && music.isPresent() ? Math.min(most, music.getAsLong()) : most;
    }

    private static OptionalInt least(OptionalInt one, OptionalInt other) {
        if (one.isPresent() && other.isPresent()) {
            return OptionalInt.of(Math.min(one.getAsInt(), other.getAsInt()));
        }
        return one.isPresent() ? one : other;
    }
}
