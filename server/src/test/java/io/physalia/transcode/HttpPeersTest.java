package io.physalia.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.PeerSigner;
import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import io.physalia.transcode.PeerClient.Answer;
import io.physalia.transcode.PeerClient.PeerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HttpPeersTest {
    private final HttpPeers peers = new HttpPeers(new PeerSigner("a secret of sixteen characters"));

    /** A pod that gives every request the same answer and then says nothing more, its connection open: as one whose node is lost. */
    private static final class SilentPod implements AutoCloseable {
        private final ServerSocket door;
        private final String answer;

        SilentPod(String answer) throws IOException {
            this.door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            this.answer = answer;
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            try (Socket asked = door.accept()) {
                asked.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                // Until the other side hangs up.
                asked.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        Pod pod() {
            URI address = URI.create("http://127.0.0.1:" + door.getLocalPort());
            return new Pod(new PodName("silent"), "1", address, Pod.State.READY, 1, 0, "1");
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    private Answer ask(String answer) throws IOException {
        try (SilentPod silent = new SilentPod(answer)) {
            PeerRequest request = new PeerRequest(PlanFixtures.request().build(), 3, false, true, true);
            return peers.fetch(silent.pod(), "session", request, Duration.ofMillis(100));
        }
    }

    @Test
    void aWholeSegmentIsGivenOut() throws IOException {
        Answer answer = ask("HTTP/1.1 200 OK\r\nX-Physalia-Epoch: 7\r\nContent-Length: 4\r\n\r\nabcd");
        assertThat(answer)
                .isEqualTo(new Answer.Finished(7, ByteBuffer.wrap("abcd".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    @Timeout(60)
    void aPodThatFallsSilentBeforeItsAnswerIsGivenUp() throws IOException {
        assertThat(ask("")).isInstanceOf(Answer.Unreachable.class);
    }

    @Test
    @Timeout(60)
    void aPodThatFallsSilentInTheMiddleOfASegmentIsGivenUp() throws IOException {
        assertThat(ask("HTTP/1.1 200 OK\r\nX-Physalia-Epoch: 7\r\nContent-Length: 4\r\n\r\nab"))
                .isInstanceOf(Answer.Unreachable.class);
    }

    @Test
    void anAnswerThatStillComesInIsNotSilent() {
        AtomicLong now = new AtomicLong();
        ArrivingBody body = new ArrivingBody(now::get);
        Duration limit = Duration.ofSeconds(1);
        now.addAndGet(limit.toNanos());
        assertThat(body.isSilentFor(limit)).as("before its head").isFalse();
        HttpResponse.BodySubscriber<byte[]> subscriber = body.apply(head());
        for (int i = 0; i < 5; i++) {
            now.addAndGet(limit.toNanos() - 1);
            assertThat(body.isSilentFor(limit)).isFalse();
            subscriber.onNext(List.of(ByteBuffer.wrap(new byte[] {1})));
        }
        now.addAndGet(limit.toNanos());
        assertThat(body.isSilentFor(limit)).isTrue();
    }

    private static HttpResponse.ResponseInfo head() {
        return new HttpResponse.ResponseInfo() {
            @Override
            public int statusCode() {
                return 200;
            }

            @Override
            public HttpHeaders headers() {
                return HttpHeaders.of(Map.of(), (_, _) -> true);
            }

            @Override
            public HttpClient.Version version() {
                return HttpClient.Version.HTTP_1_1;
            }
        };
    }
}
