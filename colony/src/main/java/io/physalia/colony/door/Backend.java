package io.physalia.colony.door;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One pod as the front door sees it. Thread-safe.
 */
final class Backend {
    private static final int CONNECT_MILLIS = 1000;

    /** What the last look at {@code /health/ready} found. */
    enum State {
        READY,
        /** It answers, but wants no requests: starting or draining. */
        NOT_READY,
        /** Nobody answers. */
        DOWN
    }

    private final String name;
    private final URI address;
    private final Set<Socket> waiting = ConcurrentHashMap.newKeySet();
    private volatile State state = State.DOWN;
    private volatile boolean late;

    Backend(String name, URI address) {
        this.name = name;
        this.address = address;
    }

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    Socket connect(int readMillis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(readMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Notes that a request which changes nothing, and so can be sent elsewhere, waits for its answer on a connection. */
    void startWaiting(Socket socket) {
        waiting.add(socket);
    }

    void stopWaiting(Socket socket) {
        waiting.remove(socket);
    }

    /** Looks whether the pod is ready. A pod that does not answer in time is down only if it did not the last time either. */
    State look(int millis) {
        try (Socket socket = connect(millis)) {
            socket.getOutputStream()
                    .write(("GET /health/ready HTTP/1.1\r\nHost: " + address.getAuthority()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            HttpHead head = HttpHead.read(socket.getInputStream());
            late = false;
            return head != null && head.status() == 200 ? State.READY : State.NOT_READY;
        } catch (SocketTimeoutException _) {
            boolean again = late;
            late = true;
            return again ? State.DOWN : state;
        } catch (IOException _) {
            return State.DOWN;
        }
    }

    void become(State newState) {
        state = newState;
        if (newState == State.DOWN) {
            abandonWaiting();
        }
    }

    /** Breaks the connections of requests that wait for a pod which no longer answers; whoever waits there tries another pod. */
    private void abandonWaiting() {
        for (Socket socket : waiting) {
            try {
                socket.close();
            } catch (IOException _) {
                // It is broken already.
            }
        }
    }
}
