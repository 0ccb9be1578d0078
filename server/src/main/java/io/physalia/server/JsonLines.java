package io.physalia.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.physalia.trace.Trail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Lines for programs: one JSON document each, with what the thread works for as members beside the message. Thread-safe. */
final class JsonLines extends ExtFormatter {
    private static final JsonFactory JSON = new JsonFactory();

    private final String pod;

    JsonLines(String pod) {
        this.pod = pod;
    }

    @Override
    public String format(ExtLogRecord entry) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("timestamp", entry.getInstant().toString());
            json.writeStringField("level", entry.getLevel().getName());
            json.writeStringField("logger", String.valueOf(entry.getLoggerName()));
            json.writeStringField("message", formatMessage(entry));
            json.writeStringField("pod", pod);
            json.writeStringField("thread", String.valueOf(entry.getThreadName()));
            for (Map.Entry<String, String> field : Trail.current().list().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            Throwable thrown = entry.getThrown();
            if (thrown != null) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                json.writeStringField("exception", trace.toString());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string can always be written to", e);
        }
        return line.append('\n').toString();
    }
}
