package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.hls.Segmenter;
import io.physalia.hls.audit.MasterPlaylistAudit;
import io.physalia.hls.audit.MediaPlaylistAudit;
import io.physalia.hls.audit.SegmentAudit;
import io.physalia.hls.audit.StreamFacts;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Fetches a variant stream of a master playlist as a strict player does, without any header, and keeps what it got. */
final class HlsViewing {
    private final Client player;
    private final MasterPlaylistAudit master;
    private final MasterPlaylistAudit.Variant variant;
    private final MediaPlaylistAudit playlist;
    private final SegmentAudit audit;
    private final boolean constantFrameRate;
    private final ByteArrayOutputStream film = new ByteArrayOutputStream();

    HlsViewing(URI address, String masterPath, boolean constantFrameRate) throws Exception {
        this.player = Client.anonymous(address);
        this.constantFrameRate = constantFrameRate;
        URI uri = URI.create(address + masterPath);
        master = MasterPlaylistAudit.of(Client.text(get(uri)), uri);
        assertThat(master.problems()).as("%s", uri).isEmpty();
        variant = master.variants().getFirst();
        playlist = MediaPlaylistAudit.of(Client.text(get(variant.uri())), variant.uri());
        assertThat(playlist.problems()).as("%s", variant.uri()).isEmpty();
        audit = new SegmentAudit(playlist, Segmenter.ORIGIN_SECONDS, constantFrameRate);
        if (playlist.init().isPresent()) {
            byte[] init = get(playlist.init().orElseThrow()).body();
            audit.init(init);
            film.writeBytes(init);
        }
    }

    MasterPlaylistAudit master() {
        return master;
    }

    MasterPlaylistAudit.Variant variant() {
        return variant;
    }

    MediaPlaylistAudit playlist() {
        return playlist;
    }

    /** Fetches a segment. */
    void fetch(int index) throws Exception {
        take(index, get(playlist.segments().get(index).uri()).body());
    }

    /** Takes a segment that came another way. */
    void take(int index, byte[] segment) {
        audit.segment(index, segment);
        film.writeBytes(segment);
    }

    HlsViewing fetchAll() throws Exception {
        for (int i = 0; i < playlist.segments().size(); i++) {
            fetch(i);
        }
        return this;
    }

    /** Everything that is wrong. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(audit.problems());
        problems.addAll(facts().contradictions(variant, constantFrameRate));
        return problems;
    }

    StreamFacts facts() {
        return audit.facts().orElseThrow(() -> new AssertionError("nothing could be read: " + audit.problems()));
    }

    /** Init section and segments in a row. */
    byte[] film() {
        return film.toByteArray();
    }

    HttpResponse<byte[]> get(URI uri) throws Exception {
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        HttpResponse<byte[]> answer = player.get(path);
        assertThat(answer.statusCode())
                .as("%s: %s", path, answer.statusCode() == 200 ? "" : Client.text(answer))
                .isEqualTo(200);
        return answer;
    }
}
