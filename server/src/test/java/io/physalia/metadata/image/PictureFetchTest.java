package io.physalia.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server, which lies on this machine: so that is what is allowed here. */
@SuppressWarnings("NullAway.Init")
class PictureFetchTest {
    private static final byte[] PICTURE = TestPictures.bytes("png", 8, 8);

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server;
    private PictureFetch fetch;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/picture", exchange -> answer(exchange, PICTURE));
        server.createContext("/moved", exchange -> moved(exchange, "/picture"));
        server.createContext("/round", exchange -> moved(exchange, "/round"));
        server.createContext("/inside", exchange -> moved(exchange, "http://10.0.0.1/picture"));
        server.createContext("/file", exchange -> moved(exchange, "file:///etc/passwd"));
        server.createContext("/huge", exchange -> answer(exchange, new byte[21 << 20]));
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await(ended);
        });
        server.start();
        fetch = new PictureFetch(InetAddress::isLoopbackAddress, Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        ended.countDown();
        fetch.close();
        server.stop(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        asked.incrementAndGet();
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        } catch (IOException _) {
            // Who asked has heard enough.
        }
    }

    private void moved(HttpExchange exchange, String where) throws IOException {
        asked.incrementAndGet();
        exchange.getResponseHeaders().add("Location", where);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void fails(ThrowingCallable call, FailureCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whatIsThereIsFetched() {
        assertThat(fetch.fetch(at("/picture"))).isEqualTo(PICTURE);
        assertThat(fetch.fetch(at("/moved"))).isEqualTo(PICTURE);
    }

    @Test
    void aRedirectIsLookedAtLikeAnyAddress() {
        fails(() -> fetch.fetch(at("/inside")), FailureCode.INVALID_PARAMETER);
        fails(() -> fetch.fetch(at("/file")), FailureCode.INVALID_PARAMETER);
        fails(() -> fetch.fetch(at("/round")), FailureCode.REMOTE_UNAVAILABLE);
        assertThat(asked).hasValue(6);
    }

    @Test
    void whatIsTooLongOrMissingOrNeverEndsIsGivenUp() {
        fails(() -> fetch.fetch(at("/huge")), FailureCode.REMOTE_UNAVAILABLE);
        fails(() -> fetch.fetch(at("/nothing")), FailureCode.REMOTE_UNAVAILABLE);
        try (PictureFetch impatient = new PictureFetch(InetAddress::isLoopbackAddress, Duration.ofMillis(300))) {
            fails(() -> impatient.fetch(at("/slow")), FailureCode.REMOTE_UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://127.0.0.1/x",
                "file:///etc/passwd",
                "127.0.0.1/x",
                "http://u:p@127.0.0.1/",
                "http:///x",
                "not an address"
            })
    void onlyTheWebIsAsked(String address) {
        fails(() -> fetch.fetch(address), FailureCode.INVALID_PARAMETER);
    }

    @Test
    void withoutLeaveNothingOnThisMachineIsAsked() {
        try (PictureFetch usual = new PictureFetch(PublicAddresses::isPublic, Duration.ofSeconds(20))) {
            fails(() -> usual.fetch(at("/picture")), FailureCode.INVALID_PARAMETER);
            fails(() -> usual.fetch(at("/picture").replace("127.0.0.1", "localhost")), FailureCode.INVALID_PARAMETER);
        }
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001::1",
                "2001:db8::1"
            })
    void addressesThatAreNotPublic(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"})
    void addressesThatArePublic(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }
}
