package io.physalia.jellyfin.media;

import io.physalia.jellyfin.hls.HlsQuery;
import io.physalia.jellyfin.hls.TranscodingRights;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.media.ProgressiveCommand;
import io.physalia.media.ProgressiveContainer;
import io.physalia.transcode.PlanRequest;
import io.physalia.transcode.ProgressiveStreams;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;

/** Answers with a transcode that is one stream: of unknown length, from where the client wants to begin, as long as it listens. */
@Singleton
public class ProgressiveAnswers {
    private final ProgressiveStreams streams;
    private final Request request;

    @Inject
    ProgressiveAnswers(ProgressiveStreams streams, Request request) {
        this.streams = streams;
        this.request = request;
    }

    /** @param extension of the URL; empty: the query says, or what the kind is for */
    Response of(String itemId, String extension, boolean hasVideo) {
        QueryParameters query = request.query();
        String named = extension.isEmpty() ? query.findText("container").orElse(hasVideo ? "mp4" : "mp3") : extension;
        ProgressiveContainer container = ProgressiveContainer.find(named)
                .orElseThrow(() -> QueryParameters.invalid(
                        "container", named, "mp4, ts, mkv, webm, mp3, aac, m4a, ac3, flac or ogg"));
        long start = query.findLong("startTimeTicks").orElse(0L);
        if (start < 0) {
            throw QueryParameters.invalid("startTimeTicks", Long.toString(start), "at least 0");
        }
        PlanRequest asked = HlsQuery.read(itemId, hasVideo, request);
        Duration from = Ticks.toDuration(start);
        ProgressiveCommand.Spec spec = streams.plan(asked, container, from);
        TranscodingRights.check(
                request.user().policy(), spec.of().video(), spec.of().audio());
        String type = hasVideo || !container.contentType().equals("video/mp4") ? container.contentType() : "audio/mp4";
        Response.ResponseBuilder response = Response.ok().type(type).header("Accept-Ranges", "none");
        if (request.isHead()) {
            return response.build();
        }
        ProgressiveStreams.Stream stream = streams.open(spec, request.goneCheck());
        StreamingOutput body = stream::writeTo;
        return response.entity(body).build();
    }
}
