package io.physalia.colony.door;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A pod of a few lines on a real socket, that can be made to fail in every way a pod fails. */
final class StubPod implements AutoCloseable {
    enum Mood {
        WELL,
        /** Takes the request and closes the connection. */
        DROPS,
        /** Sends half an answer and closes the connection. */
        HALF,
        /** Takes connections and never answers, not even whether it is ready. */
        HANGS
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final CountDownLatch asked = new CountDownLatch(1);
    volatile Mood mood = Mood.WELL;
    volatile boolean ready = true;
    volatile boolean chunked;
    volatile byte[] body;

    private final String name;
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    StubPod(String name) throws IOException {
        this.name = name;
        this.body = ("from " + name).getBytes(StandardCharsets.UTF_8);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // Closed: the test is over, or the pod was killed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            HttpHead head = HttpHead.read(in);
            if (head == null || (mood == Mood.HANGS && awaitNothing(head, in))) {
                return;
            }
            String content = new String(BodyStream.ofRequest(head, in).readAllBytes(), StandardCharsets.UTF_8);
            OutputStream out = socket.getOutputStream();
            if (head.target().equals("/health/ready")) {
                out.write(("HTTP/1.1 " + (ready ? "200 OK" : "503 No") + "\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            requests.add(head.method() + " " + head.target() + (content.isEmpty() ? "" : " " + content)
                    + head.find("range").map(range -> " " + range).orElse(""));
            asked.countDown();
            if (mood != Mood.DROPS) {
                answer(head, out);
            }
        } catch (IOException _) {
            // The door gave up on this connection.
        }
    }

    private boolean awaitNothing(@Nullable HttpHead head, InputStream in) throws IOException {
        if (head != null && !head.target().equals("/health/ready")) {
            requests.add(head.method() + " " + head.target());
            asked.countDown();
        }
        return in.read() >= -1;
    }

    private void answer(HttpHead head, OutputStream out) throws IOException {
        String start = "HTTP/1.1 200 OK\r\nX-Physalia-Pod: " + name + "\r\n";
        boolean bodiless = head.method().equals("HEAD");
        if (chunked) {
            out.write((start + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < body.length && mood == Mood.WELL; i++) {
                out.write(new byte[] {'1', '\r', '\n', body[i], '\r', '\n'});
            }
            out.write(mood == Mood.HALF ? new byte[0] : "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            out.write((start + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, bodiless ? 0 : mood == Mood.HALF ? body.length / 2 : body.length);
        }
        out.flush();
    }

    /** Ends as with SIGKILL. */
    void kill() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
