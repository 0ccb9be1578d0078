package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.local.LocalBus;
import io.physalia.database.Database;
import io.physalia.database.ReadThrough;
import io.physalia.database.TestDatabases;
import io.physalia.identity.UserId;
import io.physalia.library.Revisions.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two pods on one database, between which no message comes through. */
class PostgresRevisionsIT {
    private static final UserId SOMEBODY = new UserId("0123456789abcdef0123456789abcdef");

    private final AtomicLong nanoTime = new AtomicLong();

    @Test
    void whatAnotherPodHasChangedIsFoundAndOnlyOnce(@TempDir Path directory) {
        try (Database database = Database.open(TestDatabases.postgres(directory))) {
            Revisions here = new Revisions(database, Set::of, nanoTime::get);
            Revisions there = new Revisions(database, Set::of, nanoTime::get);
            assertThat(there.findChanged()).isEmpty();
            here.raise();
            here.raise(SOMEBODY);
            assertThat(there.findChanged()).as("too soon").isEmpty();
            nanoTime.addAndGet(ReadThrough.FRESH.toNanos());
            assertThat(there.findChanged())
                    .containsExactlyInAnyOrder(new Change.OfLibraries(), new Change.OfViewer(SOMEBODY));
            nanoTime.addAndGet(ReadThrough.FRESH.toNanos());
            assertThat(there.findChanged()).isEmpty();

            here.raise(SOMEBODY);
            nanoTime.addAndGet(ReadThrough.FRESH.toNanos());
            assertThat(there.findChanged()).containsExactly(new Change.OfViewer(SOMEBODY));
        }
    }

    @Test
    void cachesForgetWhatTheirPodWasNotToldOf(@TempDir Path directory) {
        try (Database database = Database.open(TestDatabases.postgres(directory))) {
            Revisions here = new Revisions(database, Set::of, nanoTime::get);
            Revisions there = new Revisions(database, Set::of, nanoTime::get);
            List<String> forgotten = new ArrayList<>();
            new LibraryChanges(new LocalBus(), there).onWritten(() -> forgotten.add("libraries"));
            new ViewerChanges(new LocalBus(), there).onChanged(user -> forgotten.add(user.value()));
            there.catchUp();
            new LibraryChanges(new LocalBus(), here).written();
            new ViewerChanges(new LocalBus(), here).changed(SOMEBODY);
            there.catchUp();
            assertThat(forgotten).as("too soon").isEmpty();
            nanoTime.addAndGet(ReadThrough.FRESH.toNanos());
            there.catchUp();
            assertThat(forgotten).containsExactlyInAnyOrder("libraries", SOMEBODY.value());
        }
    }

    @Test
    void whatThisPodHasChangedIsNoNewsUnlessAnotherHasAsWell(@TempDir Path directory) {
        try (Database database = Database.open(TestDatabases.postgres(directory))) {
            Revisions here = new Revisions(database, Set::of, nanoTime::get);
            Revisions there = new Revisions(database, Set::of, nanoTime::get);
            here.raise();
            assertThat(here.findChanged()).containsExactly(new Change.OfLibraries());
            here.raise();
            nanoTime.addAndGet(ReadThrough.FRESH.toNanos());
            assertThat(here.findChanged()).isEmpty();
            there.raise();
            here.raise();
            nanoTime.addAndGet(ReadThrough.FRESH.toNanos());
            assertThat(here.findChanged()).containsExactly(new Change.OfLibraries());
        }
    }

    @Test
    void everythingIsForgottenWhenAPodIsGoneWhichMayHaveToldNobodyOfAChange(@TempDir Path directory) {
        try (Database database = Database.open(TestDatabases.postgres(directory))) {
            AtomicReference<Set<String>> pods = new AtomicReference<>(Set.of("a", "b"));
            Revisions here = new Revisions(database, pods::get, nanoTime::get);
            assertThat(here.findChanged()).isEmpty();
            pods.set(Set.of("a", "c"));
            nanoTime.addAndGet(ReadThrough.FRESH.toNanos());
            assertThat(here.findChanged()).containsExactly(new Change.OfLibraries());
            pods.set(Set.of("a", "c", "d"));
            nanoTime.addAndGet(ReadThrough.FRESH.toNanos());
            assertThat(here.findChanged())
                    .as("a new one has changed nothing yet")
                    .isEmpty();
        }
    }
}
