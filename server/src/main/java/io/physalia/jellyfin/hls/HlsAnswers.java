package io.physalia.jellyfin.hls;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.hls.MediaPlaylist;
import io.physalia.hls.SegmentPlan;
import io.physalia.hls.SegmentStore;
import io.physalia.jellyfin.file.FileResponse;
import io.physalia.jellyfin.json.TextBody;
import io.physalia.jellyfin.wire.Request;
import io.physalia.media.SegmentContainer;
import io.physalia.transcode.EncodePlan;
import io.physalia.transcode.PlanRequest;
import io.physalia.transcode.SegmentContent;
import io.physalia.transcode.Transcoder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;

/** Playlists and media segments as answers, whatever the route that asks for them. */
@Singleton
class HlsAnswers {
    private static final String PLAYLIST_TYPE = "application/x-mpegURL";
    private static final int MOST_DIGITS = 9;
    private static final Set<String> SEGMENT_ENDS = Set.of("ts", "mp4", "m4s");

    private final Transcoder transcoder;
    private final Request request;

    @Inject
    HlsAnswers(Transcoder transcoder, Request request) {
        this.transcoder = transcoder;
        this.request = request;
    }

    /** A playlist that clients do not keep. */
    static Response playlist(String text) {
        return Response.ok(new TextBody(text))
                .type(PLAYLIST_TYPE)
                .header("Expires", "0")
                .build();
    }

    /**
     * The media playlist of a whole film.
     *
     * @param prefix of the segments' names, relative to the playlist
     * @param query what each segment's request must carry; may be empty
     */
    static Response playlist(EncodePlan plan, String prefix, String query) {
        SegmentPlan segments = plan.segments();
        String kept = query.isEmpty() ? "?" : "?" + query + "&";
        Optional<String> init = plan.spec().container() == SegmentContainer.FMP4
                ? Optional.of(prefix + "-1.mp4" + kept + "runtimeTicks=0&actualSegmentLengthTicks=0")
                : Optional.empty();
        return playlist(MediaPlaylist.write(
                segments,
                init,
                index -> prefix + index + "." + plan.extension() + kept + "runtimeTicks="
                        + segments.startNanos(index) / 100 + "&actualSegmentLengthTicks="
                        + segments.durationNanos(index) / 100));
    }

    /** The number in a segment's name; -1 is the init section. */
    static int index(String file) {
        int dot = file.indexOf('.');
        String digits = file.substring(0, Math.max(0, dot));
        if (!SEGMENT_ENDS.contains(file.substring(dot + 1)) || !(isNumber(digits) || digits.equals("-1"))) {
            throw new Failure(
                    FailureCode.SEGMENT_NOT_FOUND, "segment: (expected: a number and .ts or .mp4, such as 12.ts)");
        }
        return Integer.parseInt(digits);
    }

    static boolean isNumber(String digits) {
        return !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A segment, waited for if need be. */
    Response segment(PlanRequest asked, int index) {
        String type = index == SegmentStore.INIT && asked.videoCodecs().isEmpty()
                ? "audio/mp4"
                : asked.container().contentType();
        return switch (content(asked, index)) {
            case SegmentContent.InFile inFile -> FileResponse.of(request, inFile.file(), type);
            case SegmentContent.InMemory inMemory ->
                Response.ok(inMemory.bytes().array(), type).build();
        };
    }

    SegmentContent content(PlanRequest asked, int index) {
        request.note("playSession", asked.playSessionId());
        return request.trail().call(() -> transcoder.getSegment(asked, index, request::isGone));
    }
}
