package io.physalia.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.trace.Trail;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class PodLogTest {
    private static final Trail TRAIL =
            Trail.NONE.with("playSession", "p\"1").with("lease", "transcode:ab").with("epoch", "7");

    private static ExtLogRecord entry() {
        ExtLogRecord entry =
                new ExtLogRecord(Level.WARN, "session {0}:\n\"failed\"", ExtLogRecord.FormatStyle.MESSAGE_FORMAT, "x");
        entry.setParameters(new Object[] {"ab"});
        entry.setLoggerName("io.physalia.transcode.Production");
        entry.setThrown(new IllegalStateException("why"));
        return entry;
    }

    private static String write(ExtFormatter form, Trail trail) {
        return trail.call(() -> form.format(entry()));
    }

    @Test
    void aDocumentIsOneLineWithEverythingInIt() throws Exception {
        String line = write(new JsonLines("pod-1"), TRAIL);
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        JsonNode document = new ObjectMapper().readTree(line);
        assertThat(document.get("message").asText()).isEqualTo("session ab:\n\"failed\"");
        assertThat(document.get("level").asText()).isEqualTo("WARN");
        assertThat(document.get("pod").asText()).isEqualTo("pod-1");
        assertThat(document.get("playSession").asText()).isEqualTo("p\"1");
        assertThat(document.get("lease").asText()).isEqualTo("transcode:ab");
        assertThat(document.get("epoch").asText()).isEqualTo("7");
        assertThat(document.get("exception").asText()).contains("IllegalStateException: why", "\tat ");
    }

    @Test
    void textHasTheSameInBracesBeforeTheTrouble() {
        assertThat(write(new TextLines(), TRAIL))
                .matches(
                        "(?s)\\d{4}-\\S+ WARN  \\[\\S+Production\\] session ab:\\R\"failed\""
                                + " \\{playSession=p\"1 lease=transcode:ab epoch=7\\}: java.lang.IllegalStateException: why\\R.*");
        assertThat(write(new TextLines(), Trail.NONE)).doesNotContain("{");
    }
}
