package io.physalia.jellyfin.json;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes a {@link TextBody}. */
@Provider
@Produces(MediaType.WILDCARD)
public class TextBodyWriter implements ServerMessageBodyWriter<TextBody> {
    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo route, MediaType mediaType) {
        return type == TextBody.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == TextBody.class;
    }

    @Override
    public void writeResponse(TextBody body, Type generic, ServerRequestContext context) throws IOException {
        Gzip.write(body.text().getBytes(StandardCharsets.UTF_8), context);
    }

    @Override
    public void writeTo(
            TextBody body,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(body.text().getBytes(StandardCharsets.UTF_8));
    }
}
