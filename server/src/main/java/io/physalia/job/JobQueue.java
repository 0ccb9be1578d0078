package io.physalia.job;

import static io.physalia.database.schema.Tables.JOBS;

import io.physalia.database.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectLimitPercentStep;
import org.jooq.impl.DSL;

/**
 * The jobs of the colony, in the database. A pod <em>claims</em> what is due and <em>ends</em> what it has claimed; the claim's number is the fencing token: it rises with
 * every claim, and an end under an older one changes nothing. Moments are those of the pods' own clocks; two that differ make a pause longer or shorter, and no more.
 * Thread-safe; each call is one transaction and may throw {@code DATABASE_UNAVAILABLE}.
 */
public final class JobQueue {
    /** A job during which so many attempts have failed, or so many pods died, is set aside. */
    public static final int MOST_ATTEMPTS = 3;

    private static final long CLAIMS_PER_MILLISECOND = 1024;
    private static final int AT_ONCE = 5_000;

    private final Database database;
    private final InstantSource clock;

    public JobQueue(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Puts jobs in line. What is there already stays as it is; what had {@linkplain JobState#FAILED failed} begins anew. */
    public void enqueue(Collection<JobRequest> requests) {
        if (requests.isEmpty()) {
            return;
        }
        long now = clock.millis();
        // It begins with the time, so that it rises even over a row that was forgotten and is made again.
        long claim = now * CLAIMS_PER_MILLISECOND;
        List<Object[]> rows = new ArrayList<>();
        // In one order, so that two who ask for the same do not wait for each other's rows.
        for (JobRequest request : sorted(requests)) {
            rows.add(new Object[] {
                request.id(), request.kind(), request.scope(), request.subject(), request.priority(), claim, now, now
            });
        }
        database.write(sql -> sql.batch(sql.insertInto(
                                JOBS,
                                JOBS.ID,
                                JOBS.KIND,
                                JOBS.SCOPE,
                                JOBS.SUBJECT,
                                JOBS.PRIORITY,
                                JOBS.CLAIM,
                                JOBS.CREATED_MS,
                                JOBS.CHANGED_MS,
                                JOBS.STATE)
                        .values(
                                DSL.param("id", String.class),
                                DSL.param("kind", String.class),
                                DSL.param("scope", String.class),
                                DSL.param("subject", String.class),
                                DSL.param("priority", Integer.class),
                                DSL.param("claim", Long.class),
                                DSL.param("created", Long.class),
                                DSL.param("changed", Long.class),
                                DSL.inline(JobState.WAITING.name()))
                        .onConflict(JOBS.ID)
                        .doUpdate()
                        .set(JOBS.STATE, DSL.inline(JobState.WAITING.name()))
                        .set(JOBS.ATTEMPTS, DSL.inline(0))
                        .set(JOBS.NOT_BEFORE_MS, DSL.inline(0L))
                        .where(JOBS.STATE.eq(DSL.inline(JobState.FAILED.name()))))
                .bind(rows.toArray(Object[][]::new))
                .execute());
    }

    private static List<JobRequest> sorted(Collection<JobRequest> requests) {
        return requests.stream().sorted(Comparator.comparing(JobRequest::id)).toList();
    }

    /** Whether a job of one of the kinds is to be taken now. */
    boolean hasDue(Collection<String> kinds) {
        return database.read(sql -> due(sql, kinds, 1).fetchAny() != null);
    }

    /**
     * Takes jobs that are due, the most urgent first; two pods never take the same.
     *
     * @param most at least 1
     * @param owner the process that takes them
     */
    List<Job> claim(Collection<String> kinds, int most, String owner) {
        return database.write(sql -> {
            Select<Record1<String>> due = database.isSqlite()
                    ? due(sql, kinds, most)
                    : due(sql, kinds, most).forUpdate().skipLocked();
            List<String> ids = due.fetch(JOBS.ID);
            return ids.isEmpty()
                    ? List.of()
                    : sql.update(JOBS)
                            .set(JOBS.STATE, JobState.RUNNING.name())
                            .set(JOBS.OWNER, owner)
                            .set(JOBS.CLAIM, JOBS.CLAIM.plus(1))
                            .set(JOBS.ATTEMPTS, JOBS.ATTEMPTS.plus(1))
                            .set(JOBS.CHANGED_MS, clock.millis())
                            .where(JOBS.ID.in(ids), JOBS.STATE.eq(JobState.WAITING.name()))
                            .returning()
                            .fetch(JobQueue::job);
        });
    }

    private SelectLimitPercentStep<Record1<String>> due(DSLContext sql, Collection<String> kinds, int most) {
        return sql.select(JOBS.ID)
                .from(JOBS)
                .where(JOBS.STATE.eq(JobState.WAITING.name()))
                .and(JOBS.KIND.in(kinds))
                .and(JOBS.NOT_BEFORE_MS.le(clock.millis()))
                .orderBy(JOBS.PRIORITY, JOBS.CREATED_MS, JOBS.ID)
                .limit(most);
    }

    /** Whether the job was still the claimant's, and is done now. */
    boolean finish(Job claimed, String result) {
        return end(claimed, JobState.DONE, Optional.of(result), Optional.empty(), Instant.EPOCH);
    }

    /** Whether the job was still the claimant's; it waits until a moment now. */
    boolean postpone(Job claimed, String error, Instant notBefore) {
        return end(claimed, JobState.WAITING, Optional.empty(), Optional.of(error), notBefore);
    }

    /** Whether the job was still the claimant's; it has failed, or is set aside, now. */
    boolean abandon(Job claimed, JobState state, String error) {
        return end(claimed, state, Optional.empty(), Optional.of(error), Instant.EPOCH);
    }

    private boolean end(
            Job claimed, JobState state, Optional<String> result, Optional<String> error, Instant notBefore) {
        return 1
                == database.write(sql -> sql.update(JOBS)
                        .set(JOBS.STATE, state.name())
                        .set(JOBS.RESULT, result.orElse(null))
                        .set(JOBS.ERROR, error.orElse(null))
                        .set(JOBS.NOT_BEFORE_MS, notBefore.toEpochMilli())
                        .set(JOBS.CHANGED_MS, clock.millis())
                        .where(isHeld(claimed))
                        .execute());
    }

    private static Condition isHeld(Job claimed) {
        return JOBS.ID
                .eq(claimed.id())
                .and(JOBS.STATE.eq(JobState.RUNNING.name()))
                .and(JOBS.CLAIM.eq(claimed.claim()))
                .and(JOBS.OWNER.eq(claimed.owner().orElse("")));
    }

    /** Puts jobs back in line that their claimant will not do; the attempt does not count. */
    void giveBack(Collection<Job> claimed) {
        database.write(sql -> claimed.stream()
                .mapToInt(job -> sql.update(JOBS)
                        .set(JOBS.STATE, JobState.WAITING.name())
                        .set(JOBS.ATTEMPTS, JOBS.ATTEMPTS.minus(1))
                        .where(isHeld(job))
                        .execute())
                .sum());
    }

    /** What pods work on now. */
    List<Job> listRunning() {
        return list(JOBS.STATE.eq(JobState.RUNNING.name()));
    }

    /**
     * Takes from a process that is dead what it worked on: back in line, or set aside if it was not the first that died of it.
     *
     * @return what was set aside
     */
    List<Job> takeFrom(String owner) {
        Condition isTheirs = JOBS.STATE.eq(JobState.RUNNING.name()).and(JOBS.OWNER.eq(owner));
        return database.write(sql -> {
            List<Job> poisonous = sql.update(JOBS)
                    .set(JOBS.STATE, JobState.SET_ASIDE.name())
                    .set(JOBS.ERROR, "the pods that worked on it ended, " + MOST_ATTEMPTS + " times")
                    .set(JOBS.CHANGED_MS, clock.millis())
                    .where(isTheirs, JOBS.ATTEMPTS.ge(MOST_ATTEMPTS))
                    .returning()
                    .fetch(JobQueue::job);
            sql.update(JOBS)
                    .set(JOBS.STATE, JobState.WAITING.name())
                    .where(isTheirs)
                    .execute();
            return poisonous;
        });
    }

    /** Those of the jobs that are at an end. */
    List<Job> listEnded(Collection<String> ids) {
        Condition ended = JOBS.STATE.in(JobState.DONE.name(), JobState.FAILED.name(), JobState.SET_ASIDE.name());
        return parts(ids).stream()
                .flatMap(part -> list(JOBS.ID.in(part).and(ended)).stream())
                .toList();
    }

    /** What was set aside, the latest first. */
    public List<Job> listSetAside() {
        return list(JOBS.STATE.eq(JobState.SET_ASIDE.name())).stream()
                .sorted((a, b) -> b.changed().compareTo(a.changed()))
                .toList();
    }

    /** How many jobs of a kind are in a state. */
    public record Count(String kind, JobState state, int jobs) {}

    public List<Count> counts() {
        return database.read(sql -> sql.select(JOBS.KIND, JOBS.STATE, DSL.count())
                .from(JOBS)
                .groupBy(JOBS.KIND, JOBS.STATE)
                .orderBy(JOBS.KIND, JOBS.STATE)
                .fetch(row -> new Count(row.value1(), JobState.valueOf(row.value2()), row.value3())));
    }

    /** Puts what was set aside in line again, with all its attempts; empty if no such job is set aside. */
    public Optional<Job> retry(String id) {
        return database.write(sql -> sql.update(JOBS)
                .set(JOBS.STATE, JobState.WAITING.name())
                .set(JOBS.ATTEMPTS, 0)
                .set(JOBS.NOT_BEFORE_MS, 0L)
                .set(JOBS.CHANGED_MS, clock.millis())
                .where(JOBS.ID.eq(id), JOBS.STATE.eq(JobState.SET_ASIDE.name()))
                .returning()
                .fetchOptional(JobQueue::job));
    }

    /** Takes jobs out that nobody has begun. */
    void withdraw(Collection<String> ids) {
        remove(ids, JOBS.STATE.eq(JobState.WAITING.name()));
    }

    /** Takes jobs out that are at an end. */
    void forget(Collection<String> ids) {
        remove(ids, JOBS.STATE.notIn(JobState.WAITING.name(), JobState.RUNNING.name()));
    }

    private void remove(Collection<String> ids, Condition which) {
        for (List<String> part : parts(ids)) {
            database.write(
                    sql -> sql.deleteFrom(JOBS).where(JOBS.ID.in(part), which).execute());
        }
    }

    /** Takes out what ended before a moment and was fetched by nobody. What was set aside stays. */
    int forgetBefore(Instant moment) {
        return database.write(sql -> sql.deleteFrom(JOBS)
                .where(JOBS.STATE.in(JobState.DONE.name(), JobState.FAILED.name()))
                .and(JOBS.CHANGED_MS.lt(moment.toEpochMilli()))
                .execute());
    }

    private List<Job> list(Condition which) {
        return database.read(sql -> sql.selectFrom(JOBS).where(which).fetch(JobQueue::job));
    }

    private static List<List<String>> parts(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            parts.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
        return parts;
    }

    private static Job job(Record row) {
        return new Job(
                row.get(JOBS.ID),
                row.get(JOBS.KIND),
                row.get(JOBS.SCOPE),
                row.get(JOBS.SUBJECT),
                JobState.valueOf(row.get(JOBS.STATE)),
                row.get(JOBS.ATTEMPTS),
                Optional.ofNullable(row.get(JOBS.OWNER)),
                row.get(JOBS.CLAIM),
                Optional.ofNullable(row.get(JOBS.RESULT)),
                Optional.ofNullable(row.get(JOBS.ERROR)),
                Instant.ofEpochMilli(row.get(JOBS.CHANGED_MS)));
    }
}
