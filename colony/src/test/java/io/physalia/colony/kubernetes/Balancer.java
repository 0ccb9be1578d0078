package io.physalia.colony.kubernetes;

import io.physalia.colony.network.HaProxy;
import io.physalia.colony.network.Namespaces;
import io.physalia.colony.network.Node;
import io.physalia.colony.network.Ports;
import io.physalia.colony.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * HAProxy on a node of its own, with the configuration of {@code deploy/compose} but for this: it asks no pod how it is. It learns from
 * outside where to send requests, as a Service's proxies do.
 */
public final class Balancer {
    private static final int MOST_PODS = 12;
    private static final Pattern SERVER = Pattern.compile("(?m)^ +server pod-1 pod-1:8096(.*)$");

    private final Path control;
    private final URI address;

    /** Opens it on the loopback interface; it reaches pods through its node. */
    public Balancer(Namespaces network, Path directory, Children children) {
        Node node = network.node("balancer");
        int port = Ports.free();
        this.control = directory.resolve("balancer.sock");
        this.address = URI.create("http://127.0.0.1:" + port);
        HaProxy.start(children, directory, "balancer", config(node, port), port);
    }

    public URI address() {
        return address;
    }

    /** Sends requests to a pod from now on. */
    void admit(String pod, URI where) {
        tell("set server pods/" + pod + " addr " + where.getHost() + " port " + where.getPort());
        tell("set server pods/" + pod + " state ready");
    }

    /** Sends no new request to it; those under way go on. */
    void dismiss(String pod) {
        tell("set server pods/" + pod + " state maint");
    }

    /** One line for each pod: of a {@code server-template} only the first server would be reached in the node's namespace. */
    private String config(Node node, int port) {
        try {
            String shipped = Files.readString(
                    Path.of(System.getProperty("physalia.home", "."), "deploy", "compose", "haproxy.cfg"));
            Matcher options = SERVER.matcher(shipped);
            if (!options.find()) {
                throw new IllegalStateException("deploy/compose/haproxy.cfg names no pod");
            }
            return shipped.replaceFirst("(?m)^global$", "global\n    stats socket " + control + " level admin mode 600")
                            .replace("bind :8096", "bind 127.0.0.1:" + port)
                            .replaceAll("(?s)resolvers engine\n.*?\n\n", "")
                            .replaceAll(" +(option httpchk|default-server check|server pod-).*\n", "")
                    + IntStream.rangeClosed(1, MOST_PODS)
                            .mapToObj(number -> "    server pod-" + number + " " + node.address() + ":1 namespace "
                                    + node.namespace() + options.group(1) + " disabled\n")
                            .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(String command) {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(control));
            socket.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            String answer =
                    new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (!answer.isEmpty() && !answer.contains("changed") && !answer.contains("no need to change")) {
                throw new IllegalStateException(command + ": " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command, e);
        }
    }
}
