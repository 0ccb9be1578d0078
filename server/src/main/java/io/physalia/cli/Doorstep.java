package io.physalia.cli;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers at the pod's port as long as the pod is starting, where that takes longer than usual (a migration of the database, a Redis that is awaited): 503 with
 * {@code Retry-After}, as Jellyfin does, so that clients wait instead of taking the server for gone. Thread-safe.
 */
final class Doorstep implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final int RETRY_SECONDS = 5;
    private static final int REQUEST_MS = 2_000;
    private static final int LONGEST_REQUEST = 8_192;

    private final InetSocketAddress address;
    private @Nullable ServerSocket socket;
    private final Thread thread;
    private boolean closed;

    private Doorstep(InetSocketAddress address, Duration delay) {
        this.address = address;
        this.thread = Thread.ofVirtual().name("doorstep").unstarted(() -> {
            try {
                Thread.sleep(delay);
                serve();
            } catch (InterruptedException _) {
                // The pod was quick.
            }
        });
    }

    /** @param delay how long the port stays shut before */
    static Doorstep open(InetSocketAddress address, Duration delay) {
        Doorstep doorstep = new Doorstep(address, delay);
        doorstep.thread.start();
        return doorstep;
    }

    private void serve() {
        try (ServerSocket listening = listen()) {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                Thread.ofVirtual().name("doorstep-answer").start(() -> answer(client));
            }
        } catch (IOException _) {
            // Closed, or the port is not ours; the pod itself says the latter.
        }
    }

    private synchronized ServerSocket listen() throws IOException {
        ServerSocket listening = new ServerSocket();
        socket = listening;
        if (closed) {
            listening.close();
        } else {
            listening.setReuseAddress(true);
            listening.bind(address);
        }
        return listening;
    }

    private static void answer(Socket client) {
        try (client) {
            client.setSoTimeout(REQUEST_MS);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String first = in.readLine();
            String line = first;
            int read = 0;
            while (line != null && !line.isEmpty() && read < LONGEST_REQUEST) {
                read += line.length();
                line = in.readLine();
            }
            client.getOutputStream().write(response(first == null ? "" : first).getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // Whoever asked has gone.
        }
    }

    private static String response(String requestLine) {
        boolean isAlive = requestLine.startsWith("GET /health/live ");
        String body = isAlive
                ? "starting"
                : "<!doctype html><title>Starting</title><p>The server is starting. Please try again in a few seconds.";
        String status = isAlive
                ? "200 OK"
                : "503 Service Unavailable\r\nMessage: The server is starting\r\nRetry-After: " + RETRY_SECONDS;
        return "HTTP/1.1 " + status + "\r\nContent-Type: text/" + (isAlive ? "plain" : "html")
                + "; charset=utf-8\r\nContent-Length: " + body.length()
                + "\r\nAccess-Control-Allow-Origin: *\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
                + (requestLine.startsWith("HEAD ") ? "" : body);
    }

    /** Leaves the port to the pod. */
    @Override
    public void close() {
        shut();
        thread.interrupt();
        try {
            // A port that somebody listens at is free only when they have noticed.
            thread.join(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void shut() {
        closed = true;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new Failure(FailureCode.PORT_TAKEN, "the port cannot be given free: " + e.getMessage(), e);
            }
        }
    }
}
