package io.physalia.jellyfin.json;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Compression of text. Done here and not by the HTTP server: with the server's own switched on, files would no longer go out by the
 * operating system's zero-copy path.
 */
public final class Gzip {
    private static final int SMALLEST = 1024;

    private Gzip() {}

    /** Ends a response with a text, compressed if it is long enough and the client accepts it. */
    public static void write(byte[] text, ServerRequestContext context) throws IOException {
        if (text.length < SMALLEST) {
            context.serverResponse().end(text);
            return;
        }
        context.serverResponse().setResponseHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (!accepts(context.getRequestHeaders().getRequestHeader(HttpHeaders.ACCEPT_ENCODING))) {
            context.serverResponse().end(text);
            return;
        }
        context.serverResponse().setResponseHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        context.serverResponse().end(compress(text));
    }

    static boolean accepts(List<String> headers) {
        for (String header : headers) {
            for (String coding : header.toLowerCase(Locale.ROOT).split(",")) {
                String plain = coding.replace(" ", "");
                if (plain.equals("gzip") || (plain.startsWith("gzip;q=") && !plain.matches("gzip;q=0(\\.0*)?"))) {
                    return true;
                }
            }
        }
        return false;
    }

    static byte[] compress(byte[] text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length / 4);
        try (GZIPOutputStream gzip = new FastGzip(out)) {
            gzip.write(text);
        }
        return out.toByteArray();
    }

    /** Level 1: nearly as small for JSON and playlists, several times as fast. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
