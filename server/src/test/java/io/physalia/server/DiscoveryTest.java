package io.physalia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseTiming;
import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import io.physalia.cluster.local.LocalCoordinator;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    @TempDir
    static Path directory = Path.of("");

    private final LocalCoordinator colony = new LocalCoordinator();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final int port = freePort();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private Discovery discovery(String name, int discoveryPort, String... more) {
        Map<String, String> environment = new java.util.HashMap<>(Map.of(
                "PHYSALIA_DATA_DIR", directory.toString(), "PHYSALIA_DISCOVERY_PORT", Integer.toString(discoveryPort)));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        Pod pod = new Pod(new PodName(name), "1", URI.create("http://127.0.0.1:1"), Pod.State.READY, 1, 0, "test");
        LeaseKeeper keeper = new LeaseKeeper(colony, () -> pod, LeaseTiming.DEFAULT, System::nanoTime);
        Discovery discovery = new Discovery(
                SettingsReader.read(Map.of(), environment),
                keeper,
                address -> name + " " + address,
                Duration.ofMillis(50));
        open.add(keeper);
        open.add(discovery);
        discovery.start();
        return discovery;
    }

    /** Asks until somebody answers: the socket is bound a moment after the start. */
    private Optional<String> ask(String question, int times) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(200);
            byte[] text = question.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < times; i++) {
                socket.send(new DatagramPacket(text, text.length, InetAddress.getLoopbackAddress(), port));
                DatagramPacket answer = new DatagramPacket(new byte[500], 500);
                try {
                    socket.receive(answer);
                    return Optional.of(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8));
                } catch (SocketTimeoutException _) {
                    // Asked again.
                }
            }
            return Optional.empty();
        }
    }

    @Test
    void anAppIsToldAnAddressThatItCanReach() throws IOException {
        discovery("a", port, "PHYSALIA_BASE_PATH", "tv", "PHYSALIA_PORT", "8097");
        assertThat(ask("Who is JellyfinServer?", 50)).contains("a http://127.0.0.1:8097/tv");
        assertThat(ask("who is there?", 1)).isEmpty();
    }

    @Test
    void aPublicUrlIsToldAsItIs() throws IOException {
        discovery("a", port, "PHYSALIA_PUBLIC_URL", "https://tv.example/films/");
        assertThat(ask("who is JellyfinServer?", 50)).contains("a https://tv.example/films");
    }

    @Test
    void onePodOfTheColonyAnswersAndAnotherAfterIt() throws Exception {
        Discovery first = discovery("a", port);
        assertThat(ask("who is JellyfinServer?", 50).orElseThrow()).startsWith("a ");
        discovery("b", port);
        assertThat(ask("who is JellyfinServer?", 50).orElseThrow()).startsWith("a ");
        first.close();
        assertThat(ask("who is JellyfinServer?", 100).orElseThrow()).startsWith("b ");
    }

    @Test
    void aTakenPortLeavesTheLeaseToOthers() throws Exception {
        try (DatagramSocket taken = new DatagramSocket()) {
            discovery("a", taken.getLocalPort());
            discovery("b", port);
            assertThat(ask("who is JellyfinServer?", 100).orElseThrow()).startsWith("b ");
        }
    }

    @Test
    void aWrongPortRefusesTheStart() {
        assertThatThrownBy(() -> discovery("a", -1)).hasMessageContaining("discovery-port");
    }

    private static int freePort() {
        try (DatagramSocket free = new DatagramSocket()) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
