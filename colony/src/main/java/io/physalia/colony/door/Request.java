package io.physalia.colony.door;

import java.util.List;

/** A whole request of a client. */
final class Request {
    private final HttpHead head;
    private final byte[] body;
    private final boolean keepAlive;

    Request(HttpHead head, byte[] body, boolean keepAlive) {
        this.head = head;
        this.body = body;
        this.keepAlive = keepAlive;
    }

    String method() {
        return head.method();
    }

    String target() {
        return head.target();
    }

    boolean keepAlive() {
        return keepAlive;
    }

    /** Whether it changes nothing, so that it does not matter when a pod that was held still answers it too. */
    boolean isRead() {
        return method().equals("GET") || method().equals("HEAD");
    }

    /** Whether sending it twice is as good as once, if nobody can have obeyed it later. */
    boolean isSafe() {
        return isRead() || isPlayReport();
    }

    /** A report of where a viewer is says the same the second time (in nginx: {@code proxy_next_upstream ... non_idempotent}). */
    private boolean isPlayReport() {
        String path = target().toLowerCase(java.util.Locale.ROOT);
        return method().equals("POST")
                && (path.startsWith("/sessions/playing/progress") || path.startsWith("/sessions/playing/ping"));
    }

    /** What a pod is sent; one connection carries one request. */
    byte[] headForPod() {
        List<HttpHead.Field> more = new java.util.ArrayList<>(List.of(
                new HttpHead.Field("Connection", "close"),
                new HttpHead.Field("X-Forwarded-Proto", "http"),
                new HttpHead.Field("X-Forwarded-For", "127.0.0.1")));
        if (body.length > 0 || head.find("content-length").isPresent()) {
            more.add(new HttpHead.Field("Content-Length", Integer.toString(body.length)));
        }
        return head.forwarded(more).bytes();
    }

    byte[] body() {
        return body;
    }
}
