package io.physalia.jellyfin.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A part of a record, unwrapped in it, that is in many answers: its members are made JSON once, and copied from then on. Only PascalCase is kept. Thread-safe.
 *
 * @param <T> a record with at least one member that is never left out
 */
public final class Prewritten<T> {
    private final T value;
    private final boolean kept;
    /** As they are between the braces. */
    private volatile @Nullable String members;

    private Prewritten(T value, boolean kept) {
        this.value = value;
        this.kept = kept;
    }

    /** Of a value that goes into many answers. */
    public static <T> Prewritten<T> kept(T value) {
        return new Prewritten<>(value, true);
    }

    /** Of a value that goes into one answer. */
    public static <T> Prewritten<T> once(T value) {
        return new Prewritten<>(value, false);
    }

    public T value() {
        return value;
    }

    /** Writes the members into the object that is being written. */
    static final class Writer extends StdSerializer<Prewritten<?>> {
        @Serial
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Prewritten.class, false);
        }

        @Override
        public boolean isUnwrappingSerializer() {
            return true;
        }

        @Override
        public void serialize(Prewritten<?> part, JsonGenerator json, SerializerProvider provider) throws IOException {
            boolean isPascal =
                    provider.getConfig().getPropertyNamingStrategy() == PropertyNamingStrategies.UPPER_CAMEL_CASE;
            if (!part.kept || !isPascal) {
                members(part.value, provider).serialize(part.value, json, provider);
                return;
            }
            String members = part.members;
            if (members == null) {
                members = write(part.value, json, provider);
                part.members = members;
            }
            if (json.getOutputContext().getEntryCount() > 0) {
                json.writeRaw(',');
            }
            json.writeRaw(members);
        }

        private static String write(Object value, JsonGenerator like, SerializerProvider provider) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
            try (JsonGenerator json =
                    ((ObjectMapper) like.getCodec()).getFactory().createGenerator(out)) {
                json.writeStartObject();
                members(value, provider).serialize(value, json, provider);
                json.writeEndObject();
            }
            return new String(out.toByteArray(), 1, out.size() - 2, StandardCharsets.UTF_8);
        }

        private static JsonSerializer<Object> members(Object value, SerializerProvider provider) throws IOException {
            return provider.findValueSerializer(value.getClass()).unwrappingSerializer(NameTransformer.NOP);
        }
    }
}
