package io.physalia.server;

import static io.physalia.database.schema.Tables.ACTIVITIES;
import static io.physalia.database.schema.Tables.USERS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What has happened on this server, in the database. Thread-safe. An entry is written beside whatever it is about, which neither waits for it nor fails with it.
 */
public final class ActivityLog {
    private static final System.Logger LOG = System.getLogger(ActivityLog.class.getName());
    /** An id is a moment in milliseconds and a random rest, so that pods need not agree on it. It fits what JavaScript can count to. */
    private static final int IDS_PER_MILLISECOND = 4096;

    private static final int LONGEST = 1000;

    private final Database database;
    private final InstantSource clock;

    public ActivityLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is to be written down. */
    public record Draft(
            String name,
            String kind,
            Activity.Severity severity,
            Optional<String> user,
            Optional<String> item,
            Optional<String> shortOverview,
            Optional<String> overview) {

        public static Draft of(String kind, String name) {
            return new Draft(
                    name,
                    kind,
                    Activity.Severity.INFORMATION,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        public Draft by(String userId) {
            return new Draft(name, kind, severity, Optional.of(userId), item, shortOverview, overview);
        }

        public Draft about(String itemId) {
            return new Draft(name, kind, severity, user, Optional.of(itemId), shortOverview, overview);
        }

        public Draft from(String address) {
            return new Draft(name, kind, severity, user, item, Optional.of("IP address: " + address), overview);
        }

        public Draft saying(String text) {
            return new Draft(name, kind, severity, user, item, shortOverview, Optional.of(text));
        }

        public Draft as(Activity.Severity grave) {
            return new Draft(name, kind, grave, user, item, shortOverview, overview);
        }
    }

    /** What is asked for; empty is everything. */
    public record Query(
            int start,
            int limit,
            Optional<Instant> notBefore,
            Optional<Instant> notAfter,
            Optional<Boolean> hasUser,
            Optional<String> kind,
            Optional<String> item,
            Optional<String> userName,
            Optional<String> nameContains,
            Optional<String> severity,
            boolean oldestFirst) {}

    /** A part of what there is. */
    public record Page(List<Activity> activities, int total) {
        public Page {
            activities = List.copyOf(activities);
        }
    }

    /** Writes down what happens now. */
    public void record(Draft draft) {
        long now = clock.millis();
        Thread.ofVirtual().name("activity-log").start(() -> {
            try {
                write(draft, now);
            } catch (Failure | DataAccessException e) {
                LOG.log(Level.WARNING, "not written down: {0}: {1}", draft.name(), e.getMessage());
            }
        });
    }

    private void write(Draft draft, long now) {
        long id = now * IDS_PER_MILLISECOND + ThreadLocalRandom.current().nextInt(IDS_PER_MILLISECOND);
        database.write(sql -> sql.insertInto(ACTIVITIES)
                .set(ACTIVITIES.ID, id)
                .set(ACTIVITIES.NAME, cut(draft.name()))
                .set(ACTIVITIES.OVERVIEW, draft.overview().map(ActivityLog::cut).orElse(null))
                .set(
                        ACTIVITIES.SHORT_OVERVIEW,
                        draft.shortOverview().map(ActivityLog::cut).orElse(null))
                .set(ACTIVITIES.KIND, draft.kind())
                .set(ACTIVITIES.ITEM_ID, draft.item().orElse(null))
                .set(ACTIVITIES.USER_ID, draft.user().orElse(null))
                .set(ACTIVITIES.SEVERITY, draft.severity().name())
                .set(ACTIVITIES.DATE_MS, now)
                .onConflictDoNothing()
                .execute());
    }

    public Page list(Query query) {
        Condition condition = condition(query);
        SortField<Long> order = query.oldestFirst() ? ACTIVITIES.ID.asc() : ACTIVITIES.ID.desc();
        return database.read(sql -> new Page(
                sql.selectFrom(ACTIVITIES)
                        .where(condition)
                        .orderBy(order)
                        .limit(query.limit())
                        .offset(query.start())
                        .fetch(ActivityLog::activity),
                sql.fetchCount(ACTIVITIES, condition)));
    }

    /** Forgets what is older. */
    public int forgetBefore(Instant moment) {
        return database.write(sql -> sql.deleteFrom(ACTIVITIES)
                .where(ACTIVITIES.DATE_MS.lt(moment.toEpochMilli()))
                .execute());
    }

    private static Condition condition(Query query) {
        List<Condition> all = new ArrayList<>();
        query.notBefore().ifPresent(moment -> all.add(ACTIVITIES.DATE_MS.ge(moment.toEpochMilli())));
        query.notAfter().ifPresent(moment -> all.add(ACTIVITIES.DATE_MS.le(moment.toEpochMilli())));
        query.hasUser().ifPresent(has -> all.add(has ? ACTIVITIES.USER_ID.isNotNull() : ACTIVITIES.USER_ID.isNull()));
        query.kind().ifPresent(kind -> all.add(ACTIVITIES.KIND.equalIgnoreCase(kind)));
        query.item().ifPresent(item -> all.add(ACTIVITIES.ITEM_ID.eq(item)));
        query.severity().ifPresent(severity -> all.add(ACTIVITIES.SEVERITY.eq(severity)));
        query.nameContains().ifPresent(text -> all.add(ACTIVITIES.NAME.containsIgnoreCase(text)));
        query.userName()
                .ifPresent(name -> all.add(ACTIVITIES.USER_ID.in(
                        DSL.select(USERS.ID).from(USERS).where(USERS.NAME.containsIgnoreCase(name)))));
        return DSL.and(all);
    }

    private static Activity activity(Record row) {
        return new Activity(
                row.get(ACTIVITIES.ID),
                row.get(ACTIVITIES.NAME),
                present(row.get(ACTIVITIES.OVERVIEW)),
                present(row.get(ACTIVITIES.SHORT_OVERVIEW)),
                row.get(ACTIVITIES.KIND),
                present(row.get(ACTIVITIES.ITEM_ID)),
                present(row.get(ACTIVITIES.USER_ID)),
                Activity.Severity.valueOf(row.get(ACTIVITIES.SEVERITY)),
                Instant.ofEpochMilli(row.get(ACTIVITIES.DATE_MS)));
    }

    private static Optional<String> present(@Nullable String value) {
        return Optional.ofNullable(value);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
