package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.wire.Request;
import io.physalia.media.RemoteAddress;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Passes a file of another server on, with its ranges: clients play it from us, and need not reach that server themselves. */
@Singleton
public class RemoteFiles {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(15);
    private static final List<String> ASKED = List.of("Range", "If-Range", "If-None-Match", "If-Modified-Since");
    private static final List<String> TOLD =
            List.of("Content-Type", "Content-Length", "Content-Range", "Accept-Ranges", "Last-Modified", "ETag");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT)
            .build();

    /**
     * The answer to a GET or HEAD.
     *
     * @throws Failure {@code REMOTE_UNAVAILABLE}; {@code NOT_MEDIA} for what is no file over there
     */
    Response of(Request request, RemoteAddress address) {
        if (!address.isFile()) {
            throw new Failure(FailureCode.NOT_MEDIA, "a stream or a playlist cannot be had as a file, only transcoded");
        }
        HttpRequest.Builder ask = HttpRequest.newBuilder(address.uri())
                .timeout(FIRST_ANSWER)
                .method(request.isHead() ? "HEAD" : "GET", HttpRequest.BodyPublishers.noBody());
        String credentials = address.uri().getUserInfo();
        if (credentials != null) {
            byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
            ask.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        ASKED.forEach(name -> request.findHeader(name).ifPresent(value -> ask.header(name, value)));
        try {
            HttpResponse<InputStream> answer = client.send(ask.build(), HttpResponse.BodyHandlers.ofInputStream());
            int status = answer.statusCode();
            if (status != 200 && status != 206 && status != 304 && status != 416) {
                answer.body().close();
                throw new Failure(FailureCode.REMOTE_UNAVAILABLE, "the other server answers " + status);
            }
            Response.ResponseBuilder response = Response.status(status);
            TOLD.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> response.header(name, value)));
            if (request.isHead() || status == 304 || status == 416) {
                answer.body().close();
                return response.build();
            }
            StreamingOutput body = out -> {
                try (InputStream bytes = answer.body()) {
                    bytes.transferTo(out);
                }
            };
            return response.entity(body).build();
        } catch (IOException e) {
            throw new Failure(FailureCode.REMOTE_UNAVAILABLE, FailureCode.REMOTE_UNAVAILABLE.summary(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(FailureCode.REMOTE_UNAVAILABLE, FailureCode.REMOTE_UNAVAILABLE.summary(), e);
        }
    }
}
