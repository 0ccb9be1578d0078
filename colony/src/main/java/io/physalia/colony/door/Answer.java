package io.physalia.colony.door;

import java.io.InputStream;
import java.util.List;

/** A pod's answer, of which the first part is held here. */
final class Answer {
    private final HttpHead head;
    private final InputStream rest;
    private final byte[] held;
    private final String method;

    Answer(HttpHead head, InputStream rest, byte[] held, String method) {
        this.head = head;
        this.rest = rest;
        this.held = held;
        this.method = method;
    }

    byte[] held() {
        return held;
    }

    InputStream rest() {
        return rest;
    }

    /** Whether nothing more can come. */
    boolean whole() {
        return held.length < Forwarding.HOLD_BYTES;
    }

    /** Whether the client can tell where an answer ends that is not whole. */
    boolean endsItself() {
        return head.find("content-length").isPresent();
    }

    HttpHead headForClient(boolean keepAlive) {
        boolean bodiless = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
        boolean keep = keepAlive && (whole() || endsItself());
        List<HttpHead.Field> more = new java.util.ArrayList<>();
        more.add(new HttpHead.Field("Connection", keep ? "keep-alive" : "close"));
        if (whole() && !bodiless) {
            more.add(new HttpHead.Field("Content-Length", Integer.toString(held.length)));
        }
        return head.forwarded(more);
    }
}
