package io.physalia.colony.network;

import java.net.URI;
import java.util.List;

/** What lies between the processes of a colony. */
public interface Network extends AutoCloseable {
    /** All on this machine's loopback interface, which needs no rights. */
    Network LOOPBACK = new Network() {
        @Override
        public Site siteOf(String pod) {
            int port = Ports.free();
            return new Site(List.of(), "127.0.0.1", port, URI.create("http://127.0.0.1:" + port));
        }

        @Override
        public String authorityOf(String service, int port) {
            return "127.0.0.1:" + port;
        }
    };

    /** A place for a pod that has none yet. */
    Site siteOf(String pod);

    /**
     * Where pods reach a service that listens on this machine's loopback interface.
     *
     * @param service a short name
     * @return host and port
     */
    String authorityOf(String service, int port);

    @Override
    default void close() {}
}
