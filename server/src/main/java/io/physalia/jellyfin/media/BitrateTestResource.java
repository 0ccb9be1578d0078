package io.physalia.jellyfin.media;

import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Random;

/** Bytes for a client to measure the network with. */
@Path("/")
@Access(Access.Level.USER)
@RunOnVirtualThread
public class BitrateTestResource {
    private static final int MOST = 100_000_000;
    private static final int STANDARD = 102_400;

    /** The same for everybody, and not to be compressed on the way. */
    private static final byte[] NOISE = noise();

    private final Request request;

    BitrateTestResource(Request request) {
        this.request = request;
    }

    @GET
    @Path("/Playback/BitrateTest")
    public Response bytes() {
        int size = request.query().findInteger("size").orElse(STANDARD);
        if (size < 1 || size > MOST) {
            throw QueryParameters.invalid("size", Integer.toString(size), "1 to " + MOST);
        }
        StreamingOutput body = out -> {
            for (int left = size; left > 0; left -= NOISE.length) {
                out.write(NOISE, 0, Math.min(left, NOISE.length));
            }
        };
        return Response.ok(body)
                .type("application/octet-stream")
                .header(HttpHeaders.CONTENT_LENGTH, size)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static byte[] noise() {
        byte[] noise = new byte[1 << 16];
        new Random(1).nextBytes(noise);
        return noise;
    }
}
