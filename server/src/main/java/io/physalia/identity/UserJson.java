package io.physalia.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;

/**
 * Policies and configurations as JSON, in the form of the Jellyfin API: so they are stored, and so a client may send them. Members that are missing or
 * null get their defaults; unknown ones are ignored. Thread-safe.
 */
public final class UserJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private UserJson() {}

    public static String write(UserPolicy policy) {
        return text(MAPPER.valueToTree(policy));
    }

    public static String write(UserConfiguration configuration) {
        return text(MAPPER.valueToTree(configuration));
    }

    /** @throws Failure {@code INVALID_PARAMETER} if it is no JSON object or a member has a wrong type */
    public static UserPolicy readPolicy(String json) {
        return read(json, UserPolicy.DEFAULT, UserPolicy.class);
    }

    /** @throws Failure {@code INVALID_PARAMETER} if it is no JSON object or a member has a wrong type */
    public static UserConfiguration readConfiguration(String json) {
        return read(json, UserConfiguration.DEFAULT, UserConfiguration.class);
    }

    private static <T> T read(String json, T defaults, Class<T> type) {
        try {
            if (!(MAPPER.readTree(json) instanceof ObjectNode given)) {
                throw new Failure(FailureCode.INVALID_PARAMETER, type.getSimpleName() + " is not a JSON object");
            }
            ObjectNode merged = MAPPER.valueToTree(defaults);
            for (var member : given.properties()) {
                JsonNode value = member.getValue();
                if (!value.isNull()) {
                    merged.set(member.getKey(), value);
                }
            }
            return MAPPER.treeToValue(merged, type);
        } catch (JsonProcessingException e) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    type.getSimpleName() + " cannot be read: " + e.getOriginalMessage(),
                    e);
        }
    }

    private static String text(JsonNode tree) {
        return tree.toString();
    }
}
