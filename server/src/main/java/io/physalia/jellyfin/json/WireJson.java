package io.physalia.jellyfin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * JSON as Jellyfin's clients read and write it: PascalCase, or camelCase on request; nulls and empty Optionals left out; enums by
 * name; times with seven decimals. Reading is generous: names in any case, unknown members, numbers as text. Thread-safe.
 */
public final class WireJson {
    private static final ObjectMapper PASCAL = mapper(PropertyNamingStrategies.UPPER_CAMEL_CASE);
    private static final ObjectMapper CAMEL = mapper(PropertyNamingStrategies.LOWER_CAMEL_CASE);

    private WireJson() {}

    /** The value in PascalCase. */
    public static String text(Object value) {
        try {
            return PASCAL.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    /** @param camelCase whether the client asked for {@code profile="CamelCase"} */
    static byte[] bytes(Object value, boolean camelCase) throws IOException {
        return (camelCase ? CAMEL : PASCAL).writeValueAsBytes(value);
    }

    /**
     * Reads a request's body.
     *
     * @param json an empty body and {@code null} are the same as {@code {}}
     * @throws Failure {@code INVALID_PARAMETER} if it is no JSON of this type
     */
    public static <T> T read(byte[] json, Class<T> type) {
        return type.cast(readAs(json, type));
    }

    /** Like {@link #read}, for any type. */
    static Object readAs(byte[] json, Type type) {
        try {
            Object value =
                    PASCAL.readValue(json.length == 0 ? new byte[] {'{', '}'} : json, PASCAL.constructType(type));
            return value == null ? PASCAL.readValue("{}", PASCAL.constructType(type)) : value;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            // What a mapper says of its types is of no use to a client.
            String what = e instanceof JsonMappingException ? "not of the form that is needed" : e.getOriginalMessage();
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: " + what + place + " (expected: JSON)", e);
        } catch (IOException e) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: cannot be read", e);
        }
    }

    /**
     * A value with some members replaced by those of a document; null members and names that the value does not have count as not there.
     *
     * @throws Failure {@code INVALID_PARAMETER} if a member has the wrong type
     */
    public static <T> T merge(T value, JsonNode changes, Class<T> type) {
        if (!changes.isObject()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: no object (expected: a JSON object)");
        }
        ObjectNode merged = PASCAL.valueToTree(value);
        changes.properties().forEach(change -> {
            if (!change.getValue().isNull()) {
                merged.set(upperFirst(change.getKey()), change.getValue());
            }
        });
        return read(merged.toString().getBytes(StandardCharsets.UTF_8), type);
    }

    private static String upperFirst(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static ObjectMapper mapper(PropertyNamingStrategy names) {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new WireTypes())
                .annotationIntrospector(new WireEnums())
                .propertyNamingStrategy(names)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES, MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(
                        DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL,
                        DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        mapper.coercionConfigFor(LogicalType.Enum).setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull);
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(64)
                        .maxStringLength(1_000_000)
                        .build());
        return mapper;
    }
}
