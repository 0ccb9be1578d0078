package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSegmentStoreTest extends SegmentStoreContract {
    @TempDir
    Path root;

    @Override
    protected SegmentStore store() {
        return new FileSegmentStore(root.resolve("segments"));
    }

    @Override
    protected SegmentStore other() {
        return new FileSegmentStore(root.resolve("segments"));
    }

    @Test
    void whatAKilledPodLeftHalfWrittenIsRemovedByTheNextEpoch() throws IOException {
        store().begin("film", 5);
        Path half = root.resolve("segments/film/5/staging/3.ts");
        Files.writeString(half, "half");
        assertThat(store().find("film", 3)).isEmpty();
        other().begin("film", 6);
        assertThat(half).doesNotExist();
    }

    @Test
    void nothingStagedStaysBehind() throws IOException {
        store().begin("film", 5);
        store().publish("film", 5, 3, "ts", List.of(ByteBuffer.allocate(1 << 20)));
        try (Stream<Path> staged = Files.list(root.resolve("segments/film/5/staging"))) {
            assertThat(staged).isEmpty();
        }
    }
}
