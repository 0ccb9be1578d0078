package io.physalia.library;

import static io.physalia.database.schema.Tables.REVISIONS;

import io.physalia.database.Database;
import io.physalia.database.ReadThrough;
import io.physalia.failure.Failure;
import io.physalia.identity.UserId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;

/**
 * Numbers in the database that rise with every change: one for all libraries, and one for what each user has played. A pod that was not told of a change finds out by
 * {@linkplain #catchUp asking} for them, which is one small statement every few seconds, whatever there is to be kept. SQLite has one pod, to which no message is lost: there nothing is
 * written down. Thread-safe.
 */
public final class Revisions {
    private static final System.Logger LOG = System.getLogger(Revisions.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /**
     * How long what is forgotten after a change may be kept. A pod that dies between a change and {@linkplain #raise() raising} the number tells nobody; but then it is missed, and
     * everything is forgotten. This is for a pod that had been missed before, as only Redis was out of its reach.
     */
    public static final Duration KEPT = Duration.ofMinutes(10);

    /** The scope of everything that is in libraries; the others are ids of users. */
    private static final String LIBRARIES = "library";

    private final Database database;
    private final LongSupplier nanoTime;
    private final Supplier<Set<String>> livePods;
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    /** Scopes whose numbers could not be raised. */
    private final Set<String> owed = ConcurrentHashMap.newKeySet();

    /** Written by who is {@link #looking}. */
    private volatile Set<String> pods = Set.of();

    private final AtomicBoolean looking = new AtomicBoolean();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private volatile long next;

    /** @param livePods the incarnations of the pods that are alive, as far as is known here */
    public Revisions(Database database, Supplier<Set<String>> livePods, LongSupplier nanoTime) {
        this.database = database;
        this.livePods = livePods;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
    }

    /** What has changed. */
    public sealed interface Change {
        record OfLibraries() implements Change {}

        record OfViewer(UserId user) implements Change {}
    }

    /** Something in a library has changed, and is committed; this pod's caches know already. */
    public void raise() {
        raise(LIBRARIES);
    }

    /** Like {@link #raise()}, for what a user has played or likes. */
    public void raise(UserId user) {
        raise(user.value());
    }

    private void raise(String scope) {
        if (database.isSqlite()) {
            return;
        }
        try {
            long now = database.write(sql -> sql.insertInto(REVISIONS, REVISIONS.SCOPE, REVISIONS.REVISION)
                    .values(scope, 1L)
                    .onConflict(REVISIONS.SCOPE)
                    .doUpdate()
                    .set(REVISIONS.REVISION, REVISIONS.REVISION.plus(1))
                    .returningResult(REVISIONS.REVISION)
                    .fetchSingle()
                    .value1());
            // If somebody else has raised it as well, that is still news.
            known.computeIfPresent(scope, (_, before) -> before == now - 1 ? Long.valueOf(now) : before);
        } catch (Failure | DataAccessException e) {
            LOG.log(Level.DEBUG, "a change is told by message only, for now: {0}", e.getMessage());
            owed.add(scope);
        }
    }

    /** Calls back when others have changed something that this pod may not have heard of. */
    public void onMissed(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** To be called before anything that is kept is given out: has forgotten what {@linkplain #findChanged others have changed} when it returns. */
    public void catchUp() {
        for (Change change : findChanged()) {
            listeners.forEach(listener -> listener.accept(change));
        }
    }

    /** What others have changed since this was asked last; nothing if that was less than {@link ReadThrough#FRESH} ago. Asks at most once at a time; who comes meanwhile is told nothing. */
    Set<Change> findChanged() {
        if (database.isSqlite() || nanoTime.getAsLong() - next < 0 || !looking.compareAndSet(false, true)) {
            return Set.of();
        }
        long asked = nanoTime.getAsLong();
        try {
            List.copyOf(owed).forEach(scope -> {
                if (owed.remove(scope)) {
                    raise(scope);
                }
            });
            Set<Change> changed = new HashSet<>();
            Set<String> live = livePods.get();
            if (!live.containsAll(pods)) {
                changed.add(new Change.OfLibraries());
            }
            database.read(sql -> sql.select(REVISIONS.SCOPE, REVISIONS.REVISION)
                            .from(REVISIONS)
                            .fetchMap(REVISIONS.SCOPE, REVISIONS.REVISION))
                    .forEach((scope, revision) -> {
                        if (!revision.equals(known.put(scope, revision))) {
                            changed.add(change(scope));
                        }
                    });
            pods = live;
            next = asked + ReadThrough.FRESH.toNanos();
            return changed;
        } catch (Failure | DataAccessException e) {
            LOG.log(Level.DEBUG, "what others have changed is not known: {0}", e.getMessage());
            next = asked + AGAIN.toNanos();
            return Set.of();
        } finally {
            looking.set(false);
        }
    }

    private static Change change(String scope) {
        return UserId.find(scope).<Change>map(Change.OfViewer::new).orElseGet(Change.OfLibraries::new);
    }
}
