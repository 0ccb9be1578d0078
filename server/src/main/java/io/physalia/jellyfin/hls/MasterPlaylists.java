package io.physalia.jellyfin.hls;

import io.physalia.hls.MasterPlaylist;
import io.physalia.hls.MasterPlaylist.Captions;
import io.physalia.hls.MasterPlaylist.Subtitles;
import io.physalia.hls.MasterPlaylist.VideoRange;
import io.physalia.jellyfin.item.PlaySource;
import io.physalia.jellyfin.item.PlaySources;
import io.physalia.jellyfin.item.StreamTitles;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.media.ClosedCaptions;
import io.physalia.media.EncodeSpec;
import io.physalia.media.HighRange;
import io.physalia.media.MediaStream;
import io.physalia.media.RangeTypes;
import io.physalia.media.SubtitleCodecs;
import io.physalia.media.VideoOutput;
import io.physalia.transcode.EncodePlan;
import io.physalia.transcode.PlanRequest;
import io.physalia.transcode.Transcoder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The master playlists of films and music: the rendition that was decided on; of a copied picture of high dynamic range also one for screens of
 * standard range; and the text subtitles, where the client wants them in HLS. Other sound is no rendition of its own: clients ask for it by
 * {@code AudioStreamIndex}.
 */
@Singleton
class MasterPlaylists {
    private static final String GROUP = "subs";
    private static final int PIECE_SECONDS = 30;

    private final Transcoder transcoder;
    private final VisibleItems items;
    private final PlaySources sources;
    private final Request request;

    @Inject
    MasterPlaylists(Transcoder transcoder, VisibleItems items, PlaySources sources, Request request) {
        this.transcoder = transcoder;
        this.items = items;
        this.sources = sources;
        this.request = request;
    }

    String write(PlanRequest asked, boolean hasVideo) {
        EncodePlan plan = transcoder.plan(asked);
        List<Subtitles> subtitles = hasVideo ? subtitles(asked) : List.of();
        Optional<String> group = subtitles.isEmpty() ? Optional.empty() : Optional.of(GROUP);
        QueryParameters query = request.query();
        List<MasterPlaylist.Variant> variants = new ArrayList<>();
        List<EncodeSpec> specs = new ArrayList<>(List.of(plan.spec()));
        if (isBareDolbyVision(plan) && declaresDolbyVision(asked)) {
            // By its own name for players that know it; the other one is for those that know it without the name.
            variants.add(variant(plan, DolbyNames.codecs(plan.spec()), group, query.raw()));
        }
        variants.add(variant(plan, CodecNames.of(plan.spec()), group, query.raw()));
        if (isHighRangeCopied(plan) && request.user().policy().enableVideoPlaybackTranscoding()) {
            String standard = standardRange(query);
            PlanRequest toned = HlsQuery.read(asked.itemId(), hasVideo, QueryParameters.parse(standard), request);
            EncodePlan other = transcoder.plan(toned);
            specs.add(other.spec());
            variants.add(variant(other, CodecNames.of(other.spec()), group, standard));
        }
        return MasterPlaylist.write(variants, subtitles, captions(specs));
    }

    /** One answer for all renditions: to have captions in some of them only makes players stumble (RFC 8216 section 4.3.4.2). */
    private static Captions captions(List<EncodeSpec> specs) {
        Set<ClosedCaptions> all = specs.stream().map(ClosedCaptions::of).collect(Collectors.toSet());
        return all.equals(Set.of(ClosedCaptions.PRESENT))
                ? Captions.PRESENT
                : all.equals(Set.of(ClosedCaptions.IMPOSSIBLE)) ? Captions.NONE : Captions.UNSAID;
    }

    private static MasterPlaylist.Variant variant(
            EncodePlan plan, List<String> codecs, Optional<String> subtitles, String query) {
        return new MasterPlaylist.Variant(
                Bandwidths.of(plan),
                codecs,
                DolbyNames.supplemental(plan.spec()),
                picture(plan),
                subtitles,
                "main.m3u8" + (query.isEmpty() ? "" : "?" + query));
    }

    private static boolean isHighRangeCopied(EncodePlan plan) {
        return plan.spec().video() instanceof VideoOutput.Copy copy
                && plan.spec().info().stream(copy.streamIndex()).orElse(null) instanceof MediaStream.Video video
                && HighRange.of(video).isPresent()
                && !RangeTypes.isBareDolbyVision(video);
    }

    private static boolean isBareDolbyVision(EncodePlan plan) {
        return plan.spec().video() instanceof VideoOutput.Copy copy
                && plan.spec().info().stream(copy.streamIndex()).orElse(null) instanceof MediaStream.Video video
                && RangeTypes.isBareDolbyVision(video);
    }

    private static boolean declaresDolbyVision(PlanRequest asked) {
        return asked.video().rangeTypes().contains("dovi");
    }

    /** The query that asks for the same in H.264, which is always of standard range. */
    private static String standardRange(QueryParameters query) {
        Set<String> replaced = Set.of("videocodec", "allowvideostreamcopy");
        Stream<String> kept = query.pairs().stream()
                .filter(pair -> !replaced.contains(pair.name().toLowerCase(java.util.Locale.ROOT)))
                .map(pair -> encoded(pair.name()) + "=" + encoded(pair.value()));
        return Stream.concat(kept, Stream.of("VideoCodec=h264", "AllowVideoStreamCopy=false"))
                .collect(Collectors.joining("&"));
    }

    private List<Subtitles> subtitles(PlanRequest asked) {
        QueryParameters query = request.query();
        String method = query.findText("SubtitleMethod").orElse("External");
        boolean wanted = method.equalsIgnoreCase("Hls")
                || (query.findFlag("EnableSubtitlesInManifest").orElse(false) && !method.equalsIgnoreCase("Drop"));
        int chosen = query.findInteger("SubtitleStreamIndex").orElse(-1);
        boolean drawn = method.equalsIgnoreCase("Encode") && chosen >= 0;
        if (!wanted || drawn) {
            return List.of();
        }
        PlaySource source =
                sources.get(request.user(), items.getPlayable(request.user(), asked.itemId()), asked.mediaSourceId());
        List<Subtitles> renditions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (MediaStream.Subtitle stream : source.streams().subtitles()) {
            if (SubtitleCodecs.isText(stream.codec())) {
                String title = StreamTitles.of(stream, source.streams().isExternal(stream));
                String name = names.add(title) ? title : title + " (" + stream.index() + ")";
                renditions.add(new Subtitles(
                        GROUP,
                        name,
                        stream.common().language(),
                        method.equalsIgnoreCase("Hls") && stream.index() == chosen,
                        stream.common().isForced(),
                        source.id() + "/Subtitles/" + stream.index() + "/subtitles.m3u8?SegmentLength=" + PIECE_SECONDS
                                + "&ApiKey=" + encoded(request.token().value())));
            }
        }
        return renditions;
    }

    private static Optional<MasterPlaylist.Picture> picture(EncodePlan plan) {
        return switch (plan.spec().video()) {
            case VideoOutput.None _ -> Optional.empty();
            case VideoOutput.Encode encode ->
                Optional.of(new MasterPlaylist.Picture(
                        encode.width(), encode.height(), frameRate(plan, encode.streamIndex()), VideoRange.SDR));
            case VideoOutput.Copy copy ->
                plan.spec().info().stream(copy.streamIndex())
                        .map(MediaStream.Video.class::cast)
                        .map(video -> new MasterPlaylist.Picture(
                                video.width(), video.height(), frameRate(plan, copy.streamIndex()), range(video)));
        };
    }

    private static VideoRange range(MediaStream.Video video) {
        if (RangeTypes.isBareDolbyVision(video)) {
            return VideoRange.PQ;
        }
        return HighRange.of(video)
                .map(range -> switch (range) {
                    case PQ -> VideoRange.PQ;
                    case HLG -> VideoRange.HLG;
                })
                .orElse(VideoRange.SDR);
    }

    private static double frameRate(EncodePlan plan, int index) {
        return plan.spec().info().stream(index).orElse(null) instanceof MediaStream.Video video
                ? video.frameRate().toDouble()
                : 0;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
