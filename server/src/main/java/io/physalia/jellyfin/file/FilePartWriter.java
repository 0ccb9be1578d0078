package io.physalia.jellyfin.file;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Hands a span of a file to the operating system to send; the bytes never enter the process. */
@Provider
@Produces(MediaType.WILDCARD)
public class FilePartWriter implements ServerMessageBodyWriter<FilePart> {
    private static final Logger LOG = Logger.getLogger(FilePartWriter.class);

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo route, MediaType mediaType) {
        return type == FilePart.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == FilePart.class;
    }

    @Override
    public void writeResponse(FilePart part, Type generic, ServerRequestContext context) {
        ResteasyReactiveRequestContext unwrapped = (ResteasyReactiveRequestContext) context;
        HttpServerResponse response = unwrapped.unwrap(HttpServerResponse.class);
        HttpServerRequest request = unwrapped.unwrap(HttpServerRequest.class);
        response.sendFile(part.file().toString(), part.offset(), part.length()).onComplete(sent -> {
            // The head has promised a length that cannot be kept (the file shrank or broke): only closing tells the
            // client so.
            if (!response.closed() && (sent.failed() || response.bytesWritten() < part.length())) {
                LOG.debugf(sent.cause(), "sending a file broke off");
                request.connection().close();
            }
        });
    }

    @Override
    public void writeTo(
            FilePart part,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        try (FileInputStream in = new FileInputStream(part.file().toFile())) {
            in.skipNBytes(part.offset());
            out.write(in.readNBytes((int) part.length()));
        }
    }
}
