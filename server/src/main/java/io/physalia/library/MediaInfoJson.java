package io.physalia.library;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import java.util.Optional;

/** {@link MediaInfo} as it is stored. Made by the prober's version of an item: what cannot be read is probed anew. Thread-safe. */
public final class MediaInfoJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addMixIn(MediaStream.class, StreamKinds.class)
            // Components only, not what is derived from them.
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private MediaInfoJson() {}

    public static String write(MediaInfo info) {
        try {
            return MAPPER.writeValueAsString(info);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("media info is plain data", e);
        }
    }

    /** Empty if an older or newer program wrote it in a form that this one cannot read. */
    public static Optional<MediaInfo> find(String json) {
        try {
            return Optional.of(MAPPER.readValue(json, MediaInfo.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The names that streams are stored under. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "stream")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = MediaStream.Video.class, name = "video"),
        @JsonSubTypes.Type(value = MediaStream.Audio.class, name = "audio"),
        @JsonSubTypes.Type(value = MediaStream.Subtitle.class, name = "subtitle"),
        @JsonSubTypes.Type(value = MediaStream.Attachment.class, name = "attachment"),
        @JsonSubTypes.Type(value = MediaStream.Other.class, name = "other")
    })
    private interface StreamKinds {}
}
