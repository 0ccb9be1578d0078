package io.physalia.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/**
 * Spans in the form of OTLP 1.x over HTTP with JSON: {@code ExportTraceServiceRequest} in Protobuf's JSON mapping, ids in hexadecimal.
 *
 * @param resource what all spans of this process have in common, by OpenTelemetry's names
 */
record OtlpSpans(Map<String, String> resource) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int STATUS_ERROR = 2;

    String write(List<Span.Ended> spans) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("resourceSpans");
            json.writeStartObject();
            json.writeObjectFieldStart("resource");
            attributes(json, resource);
            json.writeEndObject();
            json.writeArrayFieldStart("scopeSpans");
            json.writeStartObject();
            json.writeObjectFieldStart("scope");
            json.writeStringField("name", "io.physalia");
            json.writeEndObject();
            json.writeArrayFieldStart("spans");
            for (Span.Ended span : spans) {
                write(json, span);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string can always be written to", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Span.Ended span) throws IOException {
        json.writeStartObject();
        json.writeStringField("traceId", span.place().traceId());
        json.writeStringField("spanId", span.place().spanId());
        if (span.parent().isPresent()) {
            json.writeStringField("parentSpanId", span.parent().get().spanId());
        }
        json.writeStringField("name", span.name());
        json.writeNumberField("kind", span.kind().number());
        // 64-bit numbers are strings in Protobuf's JSON.
        json.writeStringField("startTimeUnixNano", Long.toString(span.beganNanos()));
        json.writeStringField("endTimeUnixNano", Long.toString(span.endedNanos()));
        attributes(json, span.attributes());
        json.writeObjectFieldStart("status");
        if (span.error().isPresent()) {
            json.writeNumberField("code", STATUS_ERROR);
            json.writeStringField("message", span.error().get());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void attributes(JsonGenerator json, Map<String, String> attributes) throws IOException {
        json.writeArrayFieldStart("attributes");
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            json.writeStartObject();
            json.writeStringField("key", attribute.getKey());
            json.writeObjectFieldStart("value");
            json.writeStringField("stringValue", attribute.getValue());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
