package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.file.FileResponse;
import io.physalia.jellyfin.item.PlaySource;
import io.physalia.jellyfin.item.PlaySources;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.json.TextBody;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.Item;
import io.physalia.media.MediaStream;
import io.physalia.media.SubtitleCodecs;
import io.physalia.playback.SourceStreams;
import io.physalia.subtitle.Film;
import io.physalia.subtitle.SubtitleFormat;
import io.physalia.subtitle.SubtitleTracks;
import io.physalia.subtitle.Subtitles;
import io.physalia.subtitle.Window;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Subtitles beside the film, in the format that is asked for; and the fonts that come with them. Unlike in Jellyfin these routes need a token. */
@Path("/")
@Access(Access.Level.USER)
@RunOnVirtualThread
public class SubtitleResource {
    private final VisibleItems items;
    private final PlaySources sources;
    private final SubtitleTracks tracks;
    private final Request request;

    SubtitleResource(VisibleItems items, PlaySources sources, SubtitleTracks tracks, Request request) {
        this.items = items;
        this.sources = sources;
        this.tracks = tracks;
        this.request = request;
    }

    @GET
    @Path("/Videos/{routeItemId}/{routeMediaSourceId}/Subtitles/{routeIndex}/Stream.{routeFormat}")
    public Response stream(
            @PathParam("routeItemId") String itemId,
            @PathParam("routeMediaSourceId") String sourceId,
            @PathParam("routeIndex") String index,
            @PathParam("routeFormat") String format) {
        return stream(
                source(itemId, sourceId),
                number("index", index, 10_000),
                format,
                request.query().findLong("startPositionTicks").orElse(0L));
    }

    @GET
    @Path(
            "/Videos/{routeItemId}/{routeMediaSourceId}/Subtitles/{routeIndex}/{routeStartPositionTicks}/Stream.{routeFormat}")
    public Response streamFrom(
            @PathParam("routeItemId") String itemId,
            @PathParam("routeMediaSourceId") String sourceId,
            @PathParam("routeIndex") String index,
            @PathParam("routeStartPositionTicks") String startTicks,
            @PathParam("routeFormat") String format) {
        return stream(
                source(itemId, sourceId),
                number("index", index, 10_000),
                format,
                number("startPositionTicks", startTicks, Long.MAX_VALUE));
    }

    /** A playlist of the track for HLS: WebVTT in pieces. */
    @GET
    @Path("/Videos/{itemId}/{mediaSourceId}/Subtitles/{index}/subtitles.m3u8")
    public Response playlist(
            @PathParam("itemId") String itemId,
            @PathParam("mediaSourceId") String sourceId,
            @PathParam("index") String index) {
        PlaySource source = source(itemId, sourceId);
        subtitle(source.streams(), (int) number("index", index, 10_000));
        int seconds = request.query().findInteger("segmentLength").orElse(30);
        if (seconds < 1 || seconds > 3600) {
            throw QueryParameters.invalid("segmentLength", Integer.toString(seconds), "1 to 3600");
        }
        Duration runtime = source.streams().media().duration();
        if (!runtime.isPositive()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "the film's length is unknown");
        }
        String token = URLEncoder.encode(request.token().value(), StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder("#EXTM3U\n#EXT-X-TARGETDURATION:")
                .append(seconds)
                .append("\n#EXT-X-VERSION:3\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n");
        Duration piece = Duration.ofSeconds(seconds);
        for (Duration from = Duration.ZERO; from.compareTo(runtime) < 0; from = from.plus(piece)) {
            Duration to = from.plus(piece).compareTo(runtime) < 0 ? from.plus(piece) : runtime;
            long micros = to.minus(from).toNanos() / 1000;
            out.append("#EXTINF:").append(micros / 1_000_000).append('.');
            out.append(String.format("%06d", micros % 1_000_000)).append(",\n");
            out.append("stream.vtt?CopyTimestamps=true&AddVttTimeMap=true&StartPositionTicks=")
                    .append(Ticks.of(from));
            out.append("&EndPositionTicks=")
                    .append(Ticks.of(to))
                    .append("&ApiKey=")
                    .append(token)
                    .append('\n');
        }
        return Response.ok(new TextBody(out.append("#EXT-X-ENDLIST\n").toString()))
                .type("application/x-mpegURL")
                .build();
    }

    @GET
    @Path("/Videos/{videoId}/{mediaSourceId}/Attachments/{index}")
    public Response attachment(
            @PathParam("videoId") String itemId,
            @PathParam("mediaSourceId") String sourceId,
            @PathParam("index") String index) {
        Film film = film(source(itemId, sourceId));
        int number = (int) number("index", index, 10_000);
        java.nio.file.Path file = tracks.attachment(film, number);
        String type = film.info().stream(number).orElse(null) instanceof MediaStream.Attachment attachment
                        && attachment.mimeType().matches("[a-z]+/[a-zA-Z0-9.+-]+")
                ? attachment.mimeType()
                : "application/octet-stream";
        return FileResponse.of(request, file, type);
    }

    private Response stream(PlaySource source, long index, String format, long startTicks) {
        MediaStream.Subtitle stream = subtitle(source.streams(), (int) index);
        Optional<java.nio.file.Path> beside = source.streams()
                .findExternal(stream.index())
                .map(external -> external.file().path());
        Optional<SubtitleFormat> wanted = SubtitleFormat.find(format);
        if (wanted.isEmpty()) {
            String codec = SubtitleCodecs.canonical(stream.codec());
            boolean vobSub = codec.equals(SubtitleCodecs.VOBSUB) && beside.isEmpty();
            boolean asItIs = vobSub
                    ? format.equalsIgnoreCase(SubtitleCodecs.MKS)
                    : codec.equals(SubtitleCodecs.PGS)
                            && SubtitleCodecs.canonical(format).equals(SubtitleCodecs.PGS);
            if (!asItIs) {
                throw QueryParameters.invalid(
                        "format", format, "srt, vtt, ass, ssa, ttml or js; sup for PGS; mks for VobSub");
            }
            java.nio.file.Path file = beside.orElseGet(() -> tracks.pictures(film(source), stream.index()));
            return FileResponse.of(request, file, vobSub ? "video/x-matroska" : "application/octet-stream");
        }
        Window window = window(startTicks);
        SubtitleTracks.Text text =
                beside.isPresent() ? tracks.text(beside.get()) : tracks.text(film(source), stream.index(), window);
        QueryParameters query = request.query();
        boolean timeMap = wanted.get() == SubtitleFormat.VTT
                && query.findFlag("addVttTimeMap").orElse(false);
        String converted = Subtitles.convert(text.bytes(), text.format(), wanted.get(), window, timeMap);
        return Response.ok(new TextBody(converted))
                .type(wanted.get().contentType() + "; charset=utf-8")
                .build();
    }

    private Window window(long startTicks) {
        QueryParameters query = request.query();
        Optional<Long> end = query.findLong("endPositionTicks").filter(ticks -> ticks > 0);
        if (startTicks < 0) {
            throw QueryParameters.invalid("startPositionTicks", Long.toString(startTicks), "at least 0");
        }
        return new Window(
                Ticks.toDuration(startTicks),
                end.map(Ticks::toDuration),
                query.findFlag("copyTimestamps").orElse(false));
    }

    private PlaySource source(String itemId, String sourceId) {
        Item item = items.getPlayable(request.user(), itemId);
        return sources.get(request.user(), item, Ids.parse("mediaSourceId", sourceId));
    }

    private static Film film(PlaySource source) {
        java.nio.file.Path file = source.item()
                .path()
                .orElseThrow(() -> new Failure(FailureCode.SOURCE_NOT_FOUND, FailureCode.SOURCE_NOT_FOUND.summary()));
        return Film.of(source.id(), file, source.streams().media());
    }

    private static MediaStream.Subtitle subtitle(SourceStreams streams, int index) {
        return streams.subtitles().stream()
                .filter(stream -> stream.index() == index)
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.SOURCE_NOT_FOUND, "stream " + index + " is no subtitle"));
    }

    private static long number(String name, String text, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw QueryParameters.invalid(name, text, "a whole number of at least 0");
    }
}
