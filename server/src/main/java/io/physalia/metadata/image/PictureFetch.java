package io.physalia.metadata.image;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Fetches a picture from an address that an administrator has given. Only over http and https, only from the public net (see {@link PublicAddresses}), no more than a picture may be long, and not
 * for long. Each redirect is looked at like the address itself. A name is looked up before it is connected to; as the Java platform keeps what it has found for half a minute, the connection goes to
 * the address that was looked at. Thread-safe.
 */
public final class PictureFetch implements AutoCloseable {
    private static final int LARGEST = 20 << 20;
    private static final int MOST_REDIRECTS = 3;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Predicate<InetAddress> allowed;
    private final Duration deadline;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .build();

    /**
     * @param allowed which addresses may be connected to
     * @param deadline of one answer, to its last byte
     */
    PictureFetch(Predicate<InetAddress> allowed, Duration deadline) {
        this.allowed = allowed;
        this.deadline = deadline;
    }

    /**
     * What is at an address; whether it is a picture nobody has looked at.
     *
     * @throws Failure {@code INVALID_PARAMETER} for an address that nothing is fetched from, {@code REMOTE_UNAVAILABLE} if its server does not give it
     */
    public byte[] fetch(String address) {
        URI uri = parse(address);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            check(uri);
            HttpResponse<byte[]> response = get(uri);
            Optional<String> elsewhere = response.headers().firstValue("Location");
            if (response.statusCode() == 200) {
                return response.body();
            }
            if (!List.of(301, 302, 303, 307, 308).contains(response.statusCode()) || elsewhere.isEmpty()) {
                throw unavailable("its server answers " + response.statusCode());
            }
            uri = uri.resolve(parse(elsewhere.get()));
        }
        throw unavailable("it is moved more than " + MOST_REDIRECTS + " times");
    }

    private static URI parse(String address) {
        try {
            return URI.create(address.strip());
        } catch (IllegalArgumentException e) {
            throw refused("it is no address", e);
        }
    }

    private void check(URI uri) {
        boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!isWeb || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw refused("it is none of http or https without a user", null);
        }
        try {
            for (InetAddress each : InetAddress.getAllByName(uri.getHost())) {
                if (!allowed.test(each)) {
                    throw refused("its server does not lie in the public net", null);
                }
            }
        } catch (UnknownHostException e) {
            throw refused("nobody knows its server", e);
        }
    }

    private HttpResponse<byte[]> get(URI uri) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Accept", "image/*").build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unavailable("its server takes too long");
        } catch (ExecutionException e) {
            throw unavailable(
                    e.getCause() instanceof IOException cause && cause.getMessage() != null
                            ? cause.getMessage()
                            : "its server does not answer");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable("nobody waits for it any longer");
        }
    }

    private static Failure refused(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        String reason = "imageUrl: the picture is not fetched: " + why;
        return cause == null
                ? new Failure(FailureCode.INVALID_PARAMETER, reason)
                : new Failure(FailureCode.INVALID_PARAMETER, reason, cause);
    }

    private static Failure unavailable(String why) {
        return new Failure(FailureCode.REMOTE_UNAVAILABLE, "imageUrl: the picture cannot be fetched: " + why);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
