package io.physalia.jellyfin.administration;

import io.physalia.failure.Failure;
import io.physalia.identity.UserId;
import io.physalia.jellyfin.item.QueryResult;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.Activity;
import io.physalia.server.ActivityLog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What has happened. */
@Path("/System/ActivityLog/Entries")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ActivityLogResource {
    private static final int MOST = 1000;
    private static final Set<String> LEVELS =
            Set.of("TRACE", "DEBUG", "INFORMATION", "WARNING", "ERROR", "CRITICAL", "NONE");

    private final ActivityLog log;
    private final Request request;

    ActivityLogResource(ActivityLog log, Request request) {
        this.log = log;
        this.request = request;
    }

    record Entry(
            long id,
            String name,
            Optional<String> overview,
            Optional<String> shortOverview,
            String type,
            Optional<String> itemId,
            Instant date,
            UserId userId,
            Activity.Severity severity) {
        static Entry of(Activity activity) {
            return new Entry(
                    activity.id(),
                    activity.name(),
                    activity.overview(),
                    activity.shortOverview(),
                    activity.kind(),
                    activity.item(),
                    activity.date(),
                    activity.user().flatMap(UserId::find).orElse(UserId.NOBODY),
                    activity.severity());
        }
    }

    @GET
    public QueryResult<Entry> list() {
        QueryParameters query = request.query();
        int start = atLeastZero("startIndex", query.findInteger("startIndex").orElse(0));
        int limit =
                Math.min(MOST, atLeastZero("limit", query.findInteger("limit").orElse(MOST)));
        ActivityLog.Page page = log.list(new ActivityLog.Query(
                start,
                limit,
                moment("minDate"),
                moment("maxDate"),
                query.findFlag("hasUserId"),
                query.findText("type"),
                query.findId("itemId"),
                query.findText("username"),
                query.findText("name"),
                query.findText("severity").map(ActivityLogResource::severity),
                query.list("sortOrder").stream()
                        .findFirst()
                        .map("Ascending"::equalsIgnoreCase)
                        .orElse(false)));
        return new QueryResult<>(page.activities().stream().map(Entry::of).toList(), page.total(), start);
    }

    private static int atLeastZero(String name, int value) {
        if (value < 0) {
            throw QueryParameters.invalid(name, Integer.toString(value), "a whole number of at least 0");
        }
        return value;
    }

    /** Of some of Jellyfin's levels there is never an entry. */
    private static String severity(String text) {
        String level = text.strip().toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw QueryParameters.invalid("severity", text, "Information, Warning or Error");
        }
        return level;
    }

    /** @throws Failure {@code INVALID_PARAMETER} if it is no ISO 8601 time */
    private Optional<Instant> moment(String name) {
        return request.query().findText(name).map(text -> {
            try {
                // A plus sign in a query is a space.
                String time = text.strip().replace(' ', '+');
                return time.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                        ? OffsetDateTime.parse(time).toInstant()
                        : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException _) {
                throw QueryParameters.invalid(name, text, "a time like 2026-01-31T12:00:00Z");
            }
        });
    }
}
