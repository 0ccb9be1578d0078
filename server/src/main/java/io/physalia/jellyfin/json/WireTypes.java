package io.physalia.jellyfin.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.physalia.identity.UserId;
import io.physalia.library.ItemId;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the domain's small values look in JSON. */
final class WireTypes extends SimpleModule {
    @Serial
    private static final long serialVersionUID = 1L;

    /** .NET's round-trip form in UTC: always seven decimals. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    WireTypes() {
        super("physalia");
        addSerializer(Instant.class, new TimeWriter());
        addDeserializer(Instant.class, new TimeReader());
        addSerializer(ItemId.class, new TextWriter<>(ItemId.class));
        addSerializer(UserId.class, new TextWriter<>(UserId.class));
        addSerializer(new Prewritten.Writer());
        addDeserializer(ItemId.class, new IdReader<>(ItemId.class, ItemId::find));
        addDeserializer(UserId.class, new IdReader<>(UserId.class, UserId::find));
    }

    private static final class TimeWriter extends StdSerializer<Instant> {
        @Serial
        private static final long serialVersionUID = 1L;

        TimeWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(TIME.format(value));
        }
    }

    private static final class TimeReader extends StdDeserializer<Instant> {
        @Serial
        private static final long serialVersionUID = 1L;

        TimeReader() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString("");
            if (text.isBlank()) {
                return null;
            }
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException _) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "not an ISO 8601 time");
            }
        }
    }

    /** Writes what {@code toString} gives. */
    private static final class TextWriter<T> extends StdSerializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        TextWriter(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    /** Reads an id; a blank text is none. */
    private static final class IdReader<T> extends StdDeserializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final transient Function<String, Optional<T>> parser;

        IdReader(Class<T> type, Function<String, Optional<T>> parser) {
            super(type);
            this.type = type;
            this.parser = parser;
        }

        @Override
        public @Nullable T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString("");
            if (text.isBlank()) {
                return null;
            }
            Optional<T> id = parser.apply(text);
            return id.isPresent()
                    ? id.get()
                    : type.cast(context.handleWeirdStringValue(type, text, "not an id of 32 hexadecimal digits"));
        }
    }
}
