package io.physalia.library;

import io.physalia.database.Database;
import io.physalia.database.ReadThrough;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.Keyframes;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The keyframes of films. A file is read through once in its life, not by every pod that cuts it: what was found is kept in the database, and what plays
 * in memory. Without the database it is read again. Thread-safe.
 */
public final class FilmKeyframes {
    private static final System.Logger LOG = System.getLogger(FilmKeyframes.class.getName());
    /** They belong to one state of a file, and do not change. */
    private static final Duration FRESH = Duration.ofDays(365);

    private static final int CACHED = 500;

    private final KeyframeStore store;
    private final ReadThrough<Film, Keyframes> cache;

    public FilmKeyframes(Database database, LongSupplier nanoTime) {
        this.store = new KeyframeStore(database);
        this.cache = new ReadThrough<>("keyframes", this::load, FRESH, CACHED, nanoTime);
    }

    /** A file in one state; what reads it is no part of its identity. */
    private record Film(String source, String version, Supplier<Keyframes> reader) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Film that && source.equals(that.source) && version.equals(that.version);
        }

        @Override
        public int hashCode() {
            return 31 * source.hashCode() + version.hashCode();
        }
    }

    /**
     * @param source the media source's id
     * @param version changes with the file
     * @param reader reads the file; what it throws goes to the caller
     */
    public Keyframes get(String source, String version, Supplier<Keyframes> reader) {
        return cache.find(new Film(source, version, reader))
                .orElseThrow(() -> new IllegalStateException("a load always gives keyframes"));
    }

    private Optional<Keyframes> load(Film film) {
        Optional<Keyframes> kept = withDatabase(() -> store.find(film.source(), film.version()), Optional.empty());
        if (kept.isPresent()) {
            return kept;
        }
        Keyframes read = film.reader().get();
        withDatabase(
                () -> {
                    store.put(film.source(), film.version(), read);
                    return true;
                },
                false);
        return Optional.of(read);
    }

    private static <T> T withDatabase(Supplier<T> call, T otherwise) {
        try {
            return call.get();
        } catch (Failure e) {
            if (e.code() != FailureCode.DATABASE_UNAVAILABLE) {
                throw e;
            }
            LOG.log(Level.DEBUG, "keyframes go without the database: {0}", e.reason());
            return otherwise;
        }
    }
}
