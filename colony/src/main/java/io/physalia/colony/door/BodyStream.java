package io.physalia.colony.door;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of one HTTP/1.1 message (RFC 9112 section 6): reads to the end of the message, not of the connection, and throws
 * {@link EOFException} if the connection ends before the message does.
 */
final class BodyStream extends FilterInputStream {
    private static final long TO_THE_END = -1;

    private final boolean chunked;
    private long left;
    private boolean ended;

    private BodyStream(InputStream in, boolean chunked, long left) {
        super(in);
        this.chunked = chunked;
        this.left = left;
        this.ended = left == 0 && !chunked;
    }

    /** The content of a request. */
    static BodyStream ofRequest(HttpHead head, InputStream in) throws IOException {
        return of(head, in, 0);
    }

    /** The content of a response to a request with this method. */
    static BodyStream ofResponse(HttpHead head, String method, InputStream in) throws IOException {
        int status = head.status();
        if (method.equals("HEAD") || status == 204 || status == 304 || status / 100 == 1) {
            return new BodyStream(in, false, 0);
        }
        return of(head, in, TO_THE_END);
    }

    private static BodyStream of(HttpHead head, InputStream in, long otherwise) throws IOException {
        if (head.has("transfer-encoding", "chunked")) {
            return new BodyStream(in, true, 0);
        }
        try {
            long length = head.find("content-length").map(Long::parseLong).orElse(otherwise);
            return new BodyStream(in, false, length);
        } catch (NumberFormatException e) {
            throw new IOException("not a content length", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!ended && chunked && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int wanted = left == TO_THE_END ? length : (int) Math.min(length, left);
        int read = in.read(bytes, offset, wanted);
        if (left == TO_THE_END) {
            ended = read < 0;
            return read;
        }
        if (read < 0) {
            throw new EOFException("the connection ended with " + left + " bytes missing");
        }
        left -= read;
        if (left == 0) {
            endOfPart();
        }
        return read;
    }

    private void endOfPart() throws IOException {
        if (chunked) {
            HttpHead.readLine(in, new int[] {16});
        } else {
            ended = true;
        }
    }

    private void nextChunk() throws IOException {
        String line = HttpHead.readLine(in, new int[] {1024});
        if (line == null) {
            throw new EOFException("the connection ended before the last chunk");
        }
        try {
            left = Long.parseLong(line.split(";", 2)[0].strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("not a chunk: " + line, e);
        }
        if (left == 0) {
            ended = true;
            for (String trailer = line; trailer != null && !trailer.isEmpty(); ) {
                trailer = HttpHead.readLine(in, new int[] {8192});
            }
        }
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Does not close the connection. */
    @Override
    public void close() {}
}
