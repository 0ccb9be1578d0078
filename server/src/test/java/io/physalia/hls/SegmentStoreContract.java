package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every segment store does. Each test starts with an empty one. */
public abstract class SegmentStoreContract {
    /** The store as one pod has it. */
    protected abstract SegmentStore store();

    /** The same store as another pod has it. */
    protected abstract SegmentStore other();

    private boolean publish(SegmentStore store, long epoch, int index, String content) {
        return store.publish("film", epoch, index, "ts", List.of(bytes(content)));
    }

    private static ByteBuffer bytes(String content) {
        return ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
    }

    private String content(int index) {
        try {
            return Files.readString(other().find("film", index).orElseThrow().file());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aPublishedSegmentIsFoundByOthersWithItsSizeAndEpoch() {
        store().begin("film", 5);
        boolean published = store().publish("film", 5, 7, "mp4", List.of(bytes("one "), bytes(""), bytes("two")));
        assertThat(published).isTrue();
        SegmentStore.Stored stored = other().find("film", 7).orElseThrow();
        assertThat(stored.sizeBytes()).isEqualTo(7);
        assertThat(stored.epoch()).isEqualTo(5);
        assertThat(content(7)).isEqualTo("one two");
        assertThat(stored.file().getFileName()).hasToString("7.mp4");
    }

    @Test
    void theBuffersPositionsAreLeftAlone() {
        ByteBuffer part = bytes("bytes");
        store().begin("film", 5);
        store().publish("film", 5, 0, "ts", List.of(part));
        assertThat(part.remaining()).isEqualTo(5);
    }

    @Test
    void nothingIsFoundWhereNothingWasPublished() {
        assertThat(store().find("film", 0)).isEmpty();
        assertThat(store().highestEpoch("film")).isEmpty();
        assertThat(store().listSessions()).isEmpty();
        store().begin("film", 5);
        assertThat(store().find("film", 0)).isEmpty();
        assertThat(store().find("film", SegmentStore.INIT)).isEmpty();
    }

    @Test
    void theInitSectionIsKeptBesideTheSegments() {
        store().begin("film", 5);
        store().publish("film", 5, SegmentStore.INIT, "mp4", List.of(bytes("init")));
        assertThat(content(SegmentStore.INIT)).isEqualTo("init");
    }

    @Test
    void aLowerEpochPublishesNothingOnceAHigherHasBegun() {
        store().begin("film", 5);
        other().begin("film", 6);
        assertThat(publish(store(), 5, 1, "late")).isFalse();
        assertThat(other().find("film", 1)).isEmpty();
    }

    @Test
    void anIndexIsPublishedOnce() {
        store().begin("film", 5);
        assertThat(publish(store(), 5, 1, "first")).isTrue();
        assertThat(publish(store(), 5, 1, "second")).isFalse();
        other().begin("film", 6);
        assertThat(publish(other(), 6, 1, "third")).isFalse();
        assertThat(content(1)).isEqualTo("first");
        assertThat(publish(other(), 6, 2, "next")).isTrue();
    }

    @Test
    void segmentsOfEarlierEpochsStay() {
        publish(store(), 5, 1, "by five");
        publish(other(), 6, 2, "by six");
        assertThat(content(1)).isEqualTo("by five");
        assertThat(content(2)).isEqualTo("by six");
        assertThat(store().highestEpoch("film")).contains(6L);
    }

    @Test
    void publishingBeginsAnEpochThatHasNotBegun() {
        assertThat(publish(store(), 5, 1, "bytes")).isTrue();
        assertThat(store().highestEpoch("film")).contains(5L);
    }

    @Test
    void beginningAnEpochAgainChangesNothing() {
        store().begin("film", 5);
        publish(store(), 5, 1, "bytes");
        store().begin("film", 5);
        assertThat(content(1)).isEqualTo("bytes");
        assertThat(publish(store(), 5, 2, "more")).isTrue();
    }

    @Test
    void aLowerEpochCannotBeginOverAHigher() {
        store().begin("film", 6);
        other().begin("film", 5);
        assertThat(publish(other(), 5, 1, "old")).isFalse();
        assertThat(store().highestEpoch("film")).contains(6L);
        assertThat(publish(store(), 6, 1, "new")).isTrue();
    }

    @Test
    void trimmingRemovesEarlierSegmentsOfEveryEpochButNotTheInitSection() {
        publish(store(), 5, SegmentStore.INIT, "init");
        publish(store(), 5, 1, "1");
        publish(store(), 6, 2, "2");
        publish(store(), 6, 10, "10");
        store().trimBefore("film", 10);
        assertThat(store().find("film", 1)).isEmpty();
        assertThat(store().find("film", 2)).isEmpty();
        assertThat(content(10)).isEqualTo("10");
        assertThat(content(SegmentStore.INIT)).isEqualTo("init");
    }

    @Test
    void deletingRemovesASessionAndOnlyIt() {
        publish(store(), 5, 1, "bytes");
        store().publish("other", 5, 1, "ts", List.of(bytes("bytes")));
        assertThat(store().listSessions()).containsExactly("film", "other");
        other().delete("film");
        other().delete("never-there");
        assertThat(store().listSessions()).containsExactly("other");
        assertThat(store().find("film", 1)).isEmpty();
    }

    @Test
    void namesThatCouldLeaveTheStoreAreRefused() {
        for (String session : List.of("", "..", "a/b", "a.b", "x".repeat(129))) {
            assertThatThrownBy(() -> store().find(session, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> store().publish("film", 5, 0, "../ts", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().publish("film", 5, -2, "ts", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingOfALowerEpochAppearsAfterAHigherBeganHoweverTheyRace() {
        for (int round = 1; round <= 40; round++) {
            long epoch = round * 2L;
            store().begin("film", epoch);
            AtomicBoolean refused = new AtomicBoolean();
            AtomicInteger next = new AtomicInteger(round * 100_000);
            int from = next.get();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                while (!refused.get()) {
                    refused.set(!publish(store(), epoch, next.getAndIncrement(), "old"));
                }
            });
            while (next.get() < from + 3) {
                Thread.onSpinWait();
            }
            other().begin("film", epoch + 1);
            int published = count(from, next.get() + 1);
            writer.join();
            assertThat(count(from, next.get() + 1)).as("round %s", round).isEqualTo(published);
        }
    }

    private int count(int from, int to) {
        int found = 0;
        for (int i = from; i < to; i++) {
            found += other().find("film", i).isPresent() ? 1 : 0;
        }
        return found;
    }
}
