package io.physalia.colony.door;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A whole response that the front door gives itself. */
public final class Reply {
    private final int status;
    private final String contentType;
    private final byte[] body;

    public Reply(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body.clone();
    }

    public static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply json(String json) {
        return new Reply(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    void writeTo(OutputStream out, boolean keepAlive) throws IOException {
        HttpHead head = new HttpHead(
                "HTTP/1.1 " + status + " Answer",
                List.of(
                        new HttpHead.Field("Content-Type", contentType),
                        new HttpHead.Field("Content-Length", Integer.toString(body.length)),
                        new HttpHead.Field("Cache-Control", "no-store"),
                        new HttpHead.Field("Connection", keepAlive ? "keep-alive" : "close")));
        out.write(head.bytes());
        out.write(body);
    }
}
