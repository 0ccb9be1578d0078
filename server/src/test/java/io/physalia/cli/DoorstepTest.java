package io.physalia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DoorstepTest {
    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
    }

    private static HttpResponse<String> get(InetSocketAddress address, String path) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                try {
                    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                } catch (IOException e) {
                    if (System.nanoTime() > deadline) {
                        throw e;
                    }
                    Thread.sleep(10);
                }
            }
        }
    }

    @Test
    void clientsAreToldToAskAgain() throws Exception {
        InetSocketAddress address = free();
        try (Doorstep _ = Doorstep.open(address, Duration.ZERO)) {
            HttpResponse<String> answer = get(address, "/System/Info/Public");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(answer.body()).contains("starting");
            assertThat(get(address, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(address, "/health/live").statusCode()).isEqualTo(200);
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            assertThat(socket.isBound()).isTrue();
        }
    }

    @Test
    void aQuickStartNeverOpensIt() throws Exception {
        InetSocketAddress address = free();
        try (ServerSocket pod = new ServerSocket()) {
            Doorstep doorstep = Doorstep.open(address, Duration.ofMinutes(5));
            pod.setReuseAddress(true);
            pod.bind(address);
            doorstep.close();
            assertThat(pod.isBound()).isTrue();
        }
    }
}
