package io.physalia.colony.door;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/** Passes one request on to the pods until one has answered. */
final class Forwarding {
    /** Answers up to this size are held back until they are whole. */
    static final int HOLD_BYTES = 8 << 20;

    private static final int ANSWER_MILLIS = 60_000;
    private static final int ROUNDS = 3;

    private final Backends backends;
    private final DoorListener listener;

    Forwarding(Backends backends, DoorListener listener) {
        this.backends = backends;
        this.listener = listener;
    }

    /** The client's answer has begun, so no other pod can give it. */
    private static final class HalfAnsweredException extends IOException {
        private static final long serialVersionUID = 1L;

        HalfAnsweredException(IOException cause) {
            super(cause);
        }
    }

    /** Gets the request answered; false if the connection to the client must be closed. */
    boolean forward(Request request, OutputStream client) throws IOException {
        int tries = 0;
        String reason = "there is no pod";
        for (int round = 0; round < ROUNDS; round++) {
            for (Backend backend : backends.inTurn()) {
                tries++;
                try {
                    return attempt(request, backend, client, tries);
                } catch (HalfAnsweredException e) {
                    listener.failed(
                            request.method(), request.target(), backend.name() + " broke off: " + e.getMessage());
                    return false;
                } catch (ConnectException | SocketTimeoutException e) {
                    reason = backend.name() + ": " + e.getMessage();
                } catch (BrokenPodException e) {
                    reason = backend.name() + ": " + e.getMessage();
                    if (!request.isSafe()) {
                        return refuse(request, client, reason);
                    }
                }
                listener.retried(request.method(), request.target(), backend.name(), reason);
            }
        }
        return refuse(request, client, reason);
    }

    private boolean refuse(Request request, OutputStream client, String reason) throws IOException {
        listener.failed(request.method(), request.target(), reason);
        Reply.text(502, "no pod answered: " + reason).writeTo(client, request.keepAlive());
        return true;
    }

    /** The pod broke the connection after the request was sent. */
    private static final class BrokenPodException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenPodException(String message) {
            super(message);
        }
    }

    private boolean attempt(Request request, Backend backend, OutputStream client, int tries) throws IOException {
        long started = System.nanoTime();
        try (Socket socket = backend.connect(ANSWER_MILLIS)) {
            Answer answer = receive(request, backend, socket);
            boolean whole = answer.whole();
            HttpHead head = answer.headForClient(request.keepAlive());
            client.write(head.bytes());
            client.write(answer.held());
            if (!whole) {
                stream(answer, client);
            }
            String pod = head.find("x-physalia-pod").orElse(backend.name());
            long millis = (System.nanoTime() - started) / 1_000_000;
            listener.answered(request.method(), request.target(), pod, head.status(), millis, tries);
            return whole || answer.endsItself();
        }
    }

    private Answer receive(Request request, Backend backend, Socket socket) throws BrokenPodException {
        if (request.isRead()) {
            backend.startWaiting(socket);
        }
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request.headForPod());
            out.write(request.body());
            out.flush();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            HttpHead head = HttpHead.read(in);
            while (head != null && head.status() / 100 == 1) {
                head = HttpHead.read(in);
            }
            if (head == null) {
                throw new BrokenPodException("closed the connection without an answer");
            }
            InputStream body = BodyStream.ofResponse(head, request.method(), in);
            return new Answer(head, body, body.readNBytes(HOLD_BYTES), request.method());
        } catch (BrokenPodException e) {
            throw e;
        } catch (IOException e) {
            throw new BrokenPodException(String.valueOf(e.getMessage()));
        } finally {
            backend.stopWaiting(socket);
        }
    }

    private static void stream(Answer answer, OutputStream client) throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (true) {
            int read;
            try {
                read = answer.rest().read(buffer);
            } catch (IOException e) {
                throw new HalfAnsweredException(e);
            }
            if (read < 0) {
                return;
            }
            client.write(buffer, 0, read);
        }
    }

    /** Connects a client with the next pod for good, byte by byte: a WebSocket. */
    void tunnel(HttpHead head, Socket client, InputStream fromClient) throws IOException {
        List<Backend> order = backends.inTurn();
        for (Backend backend : order) {
            try (Socket pod = backend.connect(0)) {
                pod.getOutputStream().write(head.bytes());
                client.setSoTimeout(0);
                Thread up = Thread.ofVirtual().start(() -> pump(fromClient, pod));
                pump(pod.getInputStream(), client);
                client.close();
                up.interrupt();
                return;
            } catch (ConnectException | SocketTimeoutException e) {
                listener.retried("GET", head.target(), backend.name(), String.valueOf(e.getMessage()));
            }
        }
        Reply.text(502, "no pod answered").writeTo(client.getOutputStream(), false);
    }

    private static void pump(InputStream from, Socket to) {
        try {
            from.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // One side is gone; the other is closed next.
        }
    }
}
