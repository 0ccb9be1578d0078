package io.physalia.transcode;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells when bytes come. */
final class WatchedStream extends FilterInputStream {
    private final Runnable onBytes;

    WatchedStream(InputStream stream, Runnable onBytes) {
        super(stream);
        this.onBytes = onBytes;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        onBytes.run();
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        onBytes.run();
        return read;
    }
}
