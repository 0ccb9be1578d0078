package io.physalia.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** How this module's documents are written on the board: members that a newer version has added are skipped. Thread-safe. */
public final class SessionJson {
    private static final System.Logger LOG = System.getLogger(SessionJson.class.getName());
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private SessionJson() {}

    public static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty for what a newer version has written in a form that this one does not know. */
    public static <T> Optional<T> parse(String text, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(text, type));
        } catch (JsonProcessingException e) {
            LOG.log(Level.WARNING, "the board holds no {0}: {1}", type.getSimpleName(), e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
