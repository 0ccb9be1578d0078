package io.physalia.colony.demo;

import io.physalia.colony.network.HaProxy;
import io.physalia.colony.network.Ports;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** HAProxy with the configuration that is shipped, with this machine's addresses, and with looks at pods that are a second apart. */
final class ShippedProxy {
    private ShippedProxy() {}

    /** Opens it before a colony on the loopback interface. */
    static URI open(Colony colony, Path directory, Children children) {
        int port = Ports.free();
        StringBuilder own = new StringBuilder(shipped()
                .replace("bind :8096", "bind 127.0.0.1:" + port)
                .replace("inter 500ms", "inter 1s")
                .replaceAll(" resolvers engine.*", "")
                .replaceAll("(?s)resolvers engine\n.*?\n\n", "")
                .replaceAll(" +server pod-.*\n", ""));
        for (PodProcess pod : colony.pods()) {
            own.append("    server ")
                    .append(pod.name())
                    .append(" 127.0.0.1:")
                    .append(pod.address().getPort())
                    .append('\n');
        }
        HaProxy.start(children, directory, "haproxy", own.toString(), port);
        return URI.create("http://127.0.0.1:" + port);
    }

    private static String shipped() {
        try {
            return Files.readString(
                    Path.of(System.getProperty("physalia.home", "."), "deploy", "compose", "haproxy.cfg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
