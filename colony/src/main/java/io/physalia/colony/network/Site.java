package io.physalia.colony.network;

import java.net.URI;
import java.util.List;

/**
 * Where a pod runs.
 *
 * @param enter what a command begins with to be run there; empty: nothing is needed
 * @param host the address it listens on
 * @param port the port it listens on
 * @param address where it is reached from here, whatever becomes of its network: what the node it runs on sees
 */
public record Site(List<String> enter, String host, int port, URI address) {
    public Site {
        enter = List.copyOf(enter);
    }

    /** Where other pods and proxies reach it. */
    public URI advertised() {
        return URI.create("http://" + host + ":" + port);
    }
}
