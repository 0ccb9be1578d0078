package io.physalia.cluster;

import java.net.http.HttpClient;
import java.time.Duration;

/** The HTTP connections of this process to other pods. */
public final class PeerConnections {
    private static final Duration CONNECT = Duration.ofMillis(500);

    private PeerConnections() {}

    /** Made when it is first needed: it takes a part of a second that no start should wait for. */
    private static final class Holder {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    public static HttpClient client() {
        return Holder.CLIENT;
    }
}
