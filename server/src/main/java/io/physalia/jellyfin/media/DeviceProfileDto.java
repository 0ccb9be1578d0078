package io.physalia.jellyfin.media;

import io.physalia.playback.Condition;
import io.physalia.playback.DeviceProfile;
import io.physalia.playback.DeviceProfile.MediaKind;
import io.physalia.playback.MediaProperty;
import io.physalia.playback.NameList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a client sends of itself; unknown members and conditions about unknown properties mean nothing. */
record DeviceProfileDto(
        @Nullable Long maxStreamingBitrate,
        @Nullable Long musicStreamingTranscodingBitrate,
        @Nullable List<DirectPlayDto> directPlayProfiles,
        @Nullable List<TranscodingDto> transcodingProfiles,
        @Nullable List<ContainerDto> containerProfiles,
        @Nullable List<CodecDto> codecProfiles,
        @Nullable List<SubtitleDto> subtitleProfiles) {

    record DirectPlayDto(
            @Nullable String container,
            @Nullable String audioCodec,
            @Nullable String videoCodec,
            @Nullable String type) {
        DeviceProfile.DirectPlay read() {
            return new DeviceProfile.DirectPlay(kind(type), names(container), names(videoCodec), names(audioCodec));
        }
    }

    record TranscodingDto(
            @Nullable String container,
            @Nullable String type,
            @Nullable String videoCodec,
            @Nullable String audioCodec,
            @Nullable String protocol,
            @Nullable String context,
            @Nullable String maxAudioChannels,
            @Nullable Integer segmentLength,
            @Nullable Integer minSegments,
            @Nullable Boolean copyTimestamps,
            @Nullable Boolean enableSubtitlesInManifest,
            @Nullable Boolean enableMpegtsM2TsMode,
            @Nullable Boolean estimateContentLength,
            @Nullable Boolean breakOnNonKeyFrames,
            @Nullable Boolean enableAudioVbrEncoding,
            @Nullable List<ConditionDto> conditions) {
        DeviceProfile.Transcoding read() {
            return new DeviceProfile.Transcoding(
                    kind(type),
                    Objects.requireNonNullElse(container, "").toLowerCase(Locale.ROOT),
                    "hls".equalsIgnoreCase(protocol),
                    !"static".equalsIgnoreCase(context),
                    names(videoCodec),
                    names(audioCodec),
                    channels(maxAudioChannels),
                    between(segmentLength, 60),
                    between(minSegments, 20),
                    new DeviceProfile.Flags(
                            Boolean.TRUE.equals(copyTimestamps),
                            Boolean.TRUE.equals(enableSubtitlesInManifest),
                            Boolean.TRUE.equals(enableMpegtsM2TsMode),
                            Boolean.TRUE.equals(estimateContentLength),
                            Boolean.TRUE.equals(breakOnNonKeyFrames),
                            !Boolean.FALSE.equals(enableAudioVbrEncoding)),
                    DeviceProfileDto.read(conditions));
        }

        private static OptionalInt channels(@Nullable String text) {
            try {
                int count = text == null ? 0 : Integer.parseInt(text.strip());
                return count > 0 ? OptionalInt.of(count) : OptionalInt.empty();
            } catch (NumberFormatException _) {
                return OptionalInt.empty();
            }
        }

        private static int between(@Nullable Integer value, int most) {
            return value == null ? 0 : Math.clamp(value, 0, most);
        }
    }

    record ContainerDto(
            @Nullable String type,
            @Nullable String container,
            @Nullable List<ConditionDto> conditions) {
        DeviceProfile.Container read() {
            return new DeviceProfile.Container(kind(type), names(container), DeviceProfileDto.read(conditions));
        }
    }

    record CodecDto(
            @Nullable String type,
            @Nullable String codec,
            @Nullable String container,
            @Nullable List<ConditionDto> conditions,
            @Nullable List<ConditionDto> applyConditions) {
        DeviceProfile.Codec read() {
            DeviceProfile.CodecKind kind =
                    switch (Objects.requireNonNullElse(type, "").toLowerCase(Locale.ROOT)) {
                        case "videoaudio" -> DeviceProfile.CodecKind.VIDEO_AUDIO;
                        case "audio" -> DeviceProfile.CodecKind.AUDIO;
                        default -> DeviceProfile.CodecKind.VIDEO;
                    };
            return new DeviceProfile.Codec(
                    kind,
                    names(codec),
                    names(container),
                    DeviceProfileDto.read(conditions),
                    DeviceProfileDto.read(applyConditions));
        }
    }

    record SubtitleDto(
            @Nullable String format,
            @Nullable String method,
            @Nullable String container,
            @Nullable String language) {
        DeviceProfile.Subtitle read() {
            DeviceProfile.Delivery delivery =
                    switch (Objects.requireNonNullElse(method, "").toLowerCase(Locale.ROOT)) {
                        case "embed" -> DeviceProfile.Delivery.EMBED;
                        case "external" -> DeviceProfile.Delivery.EXTERNAL;
                        case "hls" -> DeviceProfile.Delivery.HLS;
                        case "drop" -> DeviceProfile.Delivery.DROP;
                        default -> DeviceProfile.Delivery.ENCODE;
                    };
            return new DeviceProfile.Subtitle(
                    Objects.requireNonNullElse(format, ""), delivery, names(container), names(language));
        }
    }

    record ConditionDto(
            @Nullable String condition,
            @Nullable String property,
            @Nullable String value,
            @Nullable Boolean isRequired) {
        Optional<Condition> read() {
            Optional<Condition.Comparison> comparison =
                    switch (Objects.requireNonNullElse(condition, "").toLowerCase(Locale.ROOT)) {
                        case "equals" -> Optional.of(Condition.Comparison.EQUALS);
                        case "notequals" -> Optional.of(Condition.Comparison.NOT_EQUALS);
                        case "lessthanequal" -> Optional.of(Condition.Comparison.LESS_THAN_EQUAL);
                        case "greaterthanequal" -> Optional.of(Condition.Comparison.GREATER_THAN_EQUAL);
                        case "equalsany" -> Optional.of(Condition.Comparison.EQUALS_ANY);
                        default -> Optional.empty();
                    };
            Optional<MediaProperty> known = MediaProperty.find(Objects.requireNonNullElse(property, ""));
            return comparison.isEmpty() || known.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Condition(
                            comparison.get(),
                            known.get(),
                            Objects.requireNonNullElse(value, ""),
                            Boolean.TRUE.equals(isRequired)));
        }
    }

    DeviceProfile read() {
        return new DeviceProfile(
                bitrate(maxStreamingBitrate),
                bitrate(musicStreamingTranscodingBitrate),
                list(directPlayProfiles).stream().map(DirectPlayDto::read).toList(),
                list(transcodingProfiles).stream().map(TranscodingDto::read).toList(),
                list(containerProfiles).stream().map(ContainerDto::read).toList(),
                list(codecProfiles).stream().map(CodecDto::read).toList(),
                list(subtitleProfiles).stream().map(SubtitleDto::read).toList());
    }

    private static OptionalLong bitrate(@Nullable Long bps) {
        return bps == null || bps < 1 ? OptionalLong.empty() : OptionalLong.of(bps);
    }

    private static List<Condition> read(@Nullable List<ConditionDto> conditions) {
        return list(conditions).stream().flatMap(dto -> dto.read().stream()).toList();
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    private static NameList names(@Nullable String text) {
        return NameList.parse(Objects.requireNonNullElse(text, ""));
    }

    private static MediaKind kind(@Nullable String type) {
        return switch (Objects.requireNonNullElse(type, "").toLowerCase(Locale.ROOT)) {
            case "video" -> MediaKind.VIDEO;
            case "audio" -> MediaKind.AUDIO;
            default -> MediaKind.OTHER;
        };
    }
}
