package io.physalia.transcode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.cluster.PeerConnections;
import io.physalia.cluster.PeerSigner;
import io.physalia.cluster.Pod;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.trace.Span;
import io.physalia.trace.TraceParent;
import io.physalia.trace.Trail;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks other pods over signed HTTP. Thread-safe. */
public final class HttpPeers implements PeerClient {
    /** The path of the endpoint between pods. */
    static final String PATH = "/internal/transcode/segment";

    private static final ObjectMapper JSON = Workshop.JSON;
    private static final Duration SLACK = Duration.ofMillis(1500);

    /** How often it is looked whether an answer still comes in. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final PeerSigner signer;

    public HttpPeers(PeerSigner signer) {
        this.signer = signer;
    }

    @Override
    public Answer fetch(Pod pod, String sessionId, PeerRequest request, Duration patience) {
        Span span = Span.begin("fetch", Span.Kind.CLIENT, Trail.current())
                .with("peer", pod.name())
                .with("segment", request.index())
                .with("claim", request.claim());
        return span.around(() -> fetch(pod, sessionId, request, patience, span.trail()));
    }

    private Answer fetch(Pod pod, String sessionId, PeerRequest request, Duration patience, Trail trail) {
        String pathAndQuery = PATH + "?patience=" + patience.toMillis() + "&session=" + sessionId;
        byte[] body = encode(request);
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(base(pod) + pathAndQuery))
                .timeout(patience.plus(SLACK))
                .header("Content-Type", "application/json")
                .header(PeerSigner.HEADER, signer.sign("POST", pathAndQuery, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        trail.place().ifPresent(place -> http.header(TraceParent.HEADER, place.header()));
        try {
            return read(send(http.build()));
        } catch (IOException e) {
            return new Answer.Unreachable(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable("interrupted");
        }
    }

    /** @throws IOException if the pod cannot be reached, does not answer in time, or falls silent in the middle of its answer */
    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        ArrivingBody body = new ArrivingBody(System::nanoTime);
        CompletableFuture<HttpResponse<byte[]>> answer =
                PeerConnections.client().sendAsync(request, body);
        try {
            while (true) {
                try {
                    return answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    if (body.isSilentFor(SLACK)) {
                        throw new IOException("fell silent in the middle of an answer");
                    }
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } finally {
            // Does nothing to an answer that is there.
            answer.cancel(true);
        }
    }

    private static String base(Pod pod) {
        String address = pod.address().toString();
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private static Answer read(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 200 ->
                new Answer.Finished(
                        response.headers().firstValueAsLong("X-Physalia-Epoch").orElse(1),
                        ByteBuffer.wrap(response.body()));
            case 202 -> new Answer.NotYet();
            case 409 -> new Answer.NotOwner();
            case 412 -> new Answer.OtherBuild();
            default -> throw failure(response);
        };
    }

    private static Failure failure(HttpResponse<byte[]> response) {
        String reason = new String(response.body(), StandardCharsets.UTF_8).strip();
        FailureCode code = response.headers()
                .firstValue("X-Physalia-Failure")
                .flatMap(HttpPeers::code)
                .orElse(FailureCode.INTERNAL);
        return code.kind() == FailureCode.Kind.UNAVAILABLE
                ? Failure.retryable(code, reason, Duration.ofSeconds(2))
                : new Failure(code, reason);
    }

    private static java.util.Optional<FailureCode> code(String name) {
        try {
            return java.util.Optional.of(FailureCode.valueOf(name));
        } catch (IllegalArgumentException e) {
            return java.util.Optional.empty();
        }
    }

    private static byte[] encode(PeerRequest request) {
        try {
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #fetch} sent.
     *
     * @throws Failure {@code INVALID_PARAMETER}
     */
    static PeerRequest decode(byte[] body) {
        try {
            return JSON.readValue(body, PeerRequest.class);
        } catch (IOException e) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "the request is not one between pods of this version", e);
        }
    }
}
