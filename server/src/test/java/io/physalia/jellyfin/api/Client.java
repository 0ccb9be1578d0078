package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A client of the API: sends its token with everything. */
final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI address;
    private final List<String> headers;

    private Client(URI address, List<String> headers) {
        this.address = address;
        this.headers = List.copyOf(headers);
    }

    static Client anonymous(URI address) {
        return new Client(address, List.of());
    }

    /** The same client at another pod. */
    Client at(URI other) {
        return new Client(other, headers);
    }

    URI address() {
        return address;
    }

    /** The token that it sends. */
    String token() {
        String value = headers.get(headers.lastIndexOf("Authorization") + 1);
        return value.replaceAll(".*Token=\"([^\"]*)\".*", "$1");
    }

    /** The same client with one more header on everything. */
    Client with(String header, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        more.add(value);
        return new Client(address, more);
    }

    Client signIn(String user, String password, String deviceId) throws Exception {
        JsonNode answer = with("Authorization", authorization(deviceId, ""))
                .json(
                        "POST",
                        "/Users/AuthenticateByName",
                        "{\"Username\":\"" + user + "\",\"Pw\":\"" + password + "\"}");
        return with(
                "Authorization",
                authorization(deviceId, answer.get("AccessToken").asText()));
    }

    static String authorization(String deviceId, String token) {
        return "MediaBrowser Client=\"Tests\", Device=\"Test\", DeviceId=\"" + deviceId
                + "\", Version=\"1.0\", Token=\"" + token + "\"";
    }

    HttpResponse<byte[]> send(String method, String path, String body, String... more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        for (int i = 0; i < all.size(); i += 2) {
            request.setHeader(all.get(i), all.get(i + 1));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... more) throws IOException, InterruptedException {
        return send("GET", path, "", more);
    }

    int status(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body).statusCode();
    }

    /** The answer, which must be a success. */
    JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(method, path, body);
        assertThat(response.statusCode())
                .as(method + " " + path + ": " + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8))
                .isBetween(200, 299);
        return response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return json("GET", path, "");
    }

    static JsonNode parse(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
