package io.physalia.jellyfin.media;

import io.physalia.jellyfin.item.MediaSourceDto;
import io.physalia.jellyfin.item.MediaStreamDto;
import io.physalia.jellyfin.item.PlaySource;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.media.MediaStream;
import io.physalia.playback.Containers;
import io.physalia.playback.DeviceProfile;
import io.physalia.playback.PlaybackDecision;
import io.physalia.playback.SubtitleRules;
import io.physalia.playback.TranscodePlan;
import io.physalia.playback.TranscodeReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Writes what was decided about a source: the URL of its rendition, and how each of its subtitles reaches the client. */
record DecidedSource(PlaySource source, DeviceProfile profile, TranscodingUrl.Place place) {

    MediaSourceDto write(MediaSourceDto raw, PlaybackDecision decision) {
        return switch (decision) {
            case PlaybackDecision.DirectPlay(var container, var audio) ->
                raw.decided(
                        container,
                        new MediaSourceDto.Delivery(true, true, true, Optional.empty(), "http", Optional.empty()),
                        boxed(audio),
                        stream -> delivered(stream, direct(container), 0),
                        this::attachment);
            case PlaybackDecision.Transcode(TranscodePlan plan, Set<TranscodeReason> reasons) ->
                transcoded(raw, plan, reasons);
            case PlaybackDecision.Impossible _ ->
                raw.decided(
                        raw.about().container(),
                        new MediaSourceDto.Delivery(false, false, false, Optional.empty(), "http", Optional.empty()),
                        Optional.empty(),
                        stream -> delivered(stream, direct(raw.about().container()), 0),
                        this::attachment);
        };
    }

    private MediaSourceDto transcoded(MediaSourceDto raw, TranscodePlan plan, Set<TranscodeReason> reasons) {
        DeviceProfile.Transcoding rule = plan.profile();
        String url = TranscodingUrl.of(place, plan, reasons, source.streams().media());
        SubtitleRules.Way way = new SubtitleRules.Way(List.of(rule.container()), true, rule.hls());
        // HLS keeps the film's own times; a progressive stream counts from where it begins.
        long from = rule.hls() || rule.flags().copyTimestamps() ? 0 : place.startTicks();
        return raw.decided(
                raw.about().container(),
                new MediaSourceDto.Delivery(
                        true,
                        false,
                        false,
                        Optional.of(url),
                        rule.hls() ? "hls" : "http",
                        Optional.of(rule.container())),
                boxed(plan.audioIndex()),
                stream -> delivered(stream, way, from),
                this::attachment);
    }

    private SubtitleRules.Way direct(String container) {
        List<String> names = Containers.names(source.streams().media());
        return new SubtitleRules.Way(names.contains(container) ? List.of(container) : names, false, false);
    }

    private MediaStreamDto delivered(MediaStreamDto written, SubtitleRules.Way way, long startTicks) {
        int index = written.common().index();
        return source.streams().subtitles().stream()
                .filter(stream -> stream.index() == index)
                .findFirst()
                .map(stream -> delivered(written, stream, way, startTicks))
                .orElse(written);
    }

    private MediaStreamDto delivered(
            MediaStreamDto written, MediaStream.Subtitle stream, SubtitleRules.Way way, long startTicks) {
        SubtitleRules.Choice choice = SubtitleRules.choose(
                profile.subtitles(), stream, source.streams().isExternal(stream), way);
        Optional<String> url = choice.method() == DeviceProfile.Delivery.EXTERNAL
                ? Optional.of("/Videos/" + Ids.dashed(source.id()) + "/" + source.id() + "/Subtitles/" + stream.index()
                        + "/" + startTicks + "/Stream." + encoded(choice.format()) + "?ApiKey="
                        + encoded(place.token()))
                : Optional.empty();
        return written.delivered(choice.method().wireName(), url);
    }

    private String attachment(int index) {
        return "/Videos/" + Ids.dashed(source.id()) + "/" + source.id() + "/Attachments/" + index + "?ApiKey="
                + encoded(place.token());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }
}
