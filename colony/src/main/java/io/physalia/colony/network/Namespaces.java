package io.physalia.colony.network;

import io.physalia.colony.process.Children;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Each pod and each service on a node of its own: a network namespace with a cable to a switch, which is a namespace too, so that no
 * address of theirs is ever this machine's. What has to cross between a namespace and the loopback interface goes through HAProxy.
 * Needs root. Thread-safe.
 */
public final class Namespaces implements Network {
    private static final String PREFIX = "physalia-" + ProcessHandle.current().pid() + "-";
    private static final Pattern OURS = Pattern.compile("physalia-(\\d+)-\\d+-[a-z0-9-]+");
    private static final String SUBNET = "10.88.0.";
    private static final String BRIDGE = "switch";
    private static final int POD_PORT = 8096;
    private static int made;

    private final String prefix;
    private final Path directory;
    private final Children children = new Children();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<String> namespaces = new ArrayList<>();

    /** @param directory for configurations and logs */
    public Namespaces(Path directory) {
        this.directory = directory;
        this.prefix = PREFIX + next() + "-";
        try {
            removeLeftOvers();
            String hub = addNamespace("switch");
            Ip.run("-n", hub, "link", "add", BRIDGE, "type", "bridge");
            Ip.run("-n", hub, "link", "set", BRIDGE, "up");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static synchronized int next() {
        return ++made;
    }

    /** Why there can be no such network here; empty: there can. */
    public static Optional<String> obstacle() {
        return HaProxy.namespaceObstacle().or(() -> {
            try (Namespaces trial = new Namespaces(Path.of("."))) {
                Ip.run("netns", "exec", trial.node("trial").namespace(), "/bin/true");
                return Optional.empty();
            } catch (RuntimeException e) {
                return Optional.of("network namespaces cannot be made here: " + e.getMessage());
            }
        });
    }

    /** Namespaces outlive a process that is killed. */
    private static void removeLeftOvers() {
        Ip.run("netns", "list")
                .lines()
                .map(line -> OURS.matcher(line))
                .filter(Matcher::lookingAt)
                .forEach(ours -> {
                    if (ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                        Ip.run("netns", "del", ours.group());
                    }
                });
    }

    /** The node of that name, made when it is first asked for. */
    public synchronized Node node(String name) {
        return nodes.computeIfAbsent(name, this::addNode);
    }

    private Node addNode(String name) {
        String hub = prefix + "switch";
        String namespace = addNamespace(name);
        int number = nodes.size() + 1;
        Node node = new Node(namespace, SUBNET + (10 + number), hub, "port" + number);
        Ip.run(
                "link",
                "add",
                node.port(),
                "netns",
                hub,
                "type",
                "veth",
                "peer",
                "name",
                Node.INTERFACE,
                "netns",
                namespace);
        Ip.run("-n", hub, "link", "set", node.port(), "master", BRIDGE, "up");
        Ip.run("-n", namespace, "link", "set", "lo", "up");
        Ip.run("-n", namespace, "addr", "add", node.address() + "/24", "dev", Node.INTERFACE);
        Ip.run("-n", namespace, "link", "set", Node.INTERFACE, "up");
        return node;
    }

    private String addNamespace(String name) {
        String namespace = prefix + name;
        Ip.run("netns", "add", namespace);
        namespaces.add(namespace);
        return namespace;
    }

    @Override
    public synchronized Site siteOf(String pod) {
        Node node = node(pod);
        int port = Ports.free();
        lay(pod, "127.0.0.1:" + port, node.address() + ":" + POD_PORT + " namespace " + node.namespace(), port);
        return new Site(node.enter(), node.address(), POD_PORT, URI.create("http://127.0.0.1:" + port));
    }

    @Override
    public synchronized String authorityOf(String service, int port) {
        Node node = node(service);
        String authority = node.address() + ":" + port;
        lay(service, authority + " namespace " + node.namespace(), "127.0.0.1:" + port, 0);
        return authority;
    }

    private void lay(String name, String from, String to, int answering) {
        HaProxy.start(children, directory, "cable-" + name, """
                global
                    nbthread 1
                defaults
                    mode tcp
                    timeout connect 1s
                    timeout client 1h
                    timeout server 1h
                listen cable
                    bind %s
                    server there %s
                    retries 0
                """.formatted(from, to), answering);
    }

    @Override
    public synchronized void close() {
        children.close();
        namespaces.forEach(namespace -> Ip.run("netns", "del", namespace));
        namespaces.clear();
    }
}
