package io.physalia.jellyfin.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON in the case the client asked for, compressed if that is worth it and wanted. */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public class JsonBodyWriter implements ServerMessageBodyWriter<Object> {
    /** What routes that answer JSON produce. */
    public static final String JSON = "application/json; charset=utf-8";

    /** Where the front door keeps the client's Accept header. */
    public static final String ACCEPT = "physalia.accept";

    private final RoutingContext routing;

    @Inject
    JsonBodyWriter(RoutingContext routing) {
        this.routing = routing;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo route, MediaType mediaType) {
        return isOurs(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return isOurs(type);
    }

    @Override
    public void writeResponse(Object value, Type generic, ServerRequestContext context) throws IOException {
        byte[] json = WireJson.bytes(value, isCamelCase(routing.get(ACCEPT)));
        Gzip.write(json, context);
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(WireJson.bytes(value, isCamelCase(routing.get(ACCEPT))));
    }

    /** The first form of JSON that is asked for decides; JSON without a profile is PascalCase. The SDK for TypeScript names all of them at once. */
    static boolean isCamelCase(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        return Stream.of(accept.replace("\"", "")
                        .replace(" ", "")
                        .toLowerCase(Locale.ROOT)
                        .split(","))
                .filter(type -> type.startsWith("application/json"))
                .findFirst()
                .filter(type -> type.contains("profile=camelcase"))
                .isPresent();
    }

    private static boolean isOurs(Class<?> type) {
        return (type.isRecord() && type != TextBody.class)
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || JsonNode.class.isAssignableFrom(type)
                || type == Boolean.class
                || type == boolean.class;
    }
}
