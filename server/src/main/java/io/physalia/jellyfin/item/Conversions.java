package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ItemId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of requests in the forms that clients write them. */
final class Conversions {
    private static final DateTimeFormatter LEGACY = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private Conversions() {}

    /** A moment: ISO 8601 with or without zone, a day only, or {@code yyyyMMddHHmmss} in UTC. */
    static Optional<Instant> findMoment(QueryParameters query, String name) {
        return query.findText(name).map(text -> {
            String clean = text.strip().replace(' ', '+');
            try {
                if (clean.matches("\\d{14}")) {
                    return LocalDateTime.parse(clean, LEGACY).toInstant(ZoneOffset.UTC);
                }
                if (clean.length() <= 10) {
                    return LocalDate.parse(clean).atStartOfDay(ZoneOffset.UTC).toInstant();
                }
                boolean isZoned = clean.matches(".*(Z|[+-]\\d\\d:?\\d\\d)");
                return OffsetDateTime.parse(isZoned ? clean : clean + "Z").toInstant();
            } catch (DateTimeException _) {
                throw QueryParameters.invalid(name, text, "a date in ISO 8601");
            }
        });
    }

    static Set<String> ids(Collection<ItemId> ids) {
        return ids.stream().map(ItemId::value).collect(Collectors.toSet());
    }

    static int atLeastZero(String name, QueryParameters query, int otherwise) {
        int value = query.findInteger(name).orElse(otherwise);
        if (value < 0) {
            throw QueryParameters.invalid(name, Integer.toString(value), "a whole number of at least 0");
        }
        return value;
    }

    /** A part of a list that was put together in memory. */
    static <T> QueryResult<T> page(List<T> all, QueryParameters query) {
        int start = Math.min(atLeastZero("startIndex", query, 0), all.size());
        int limit = atLeastZero("limit", query, all.size());
        int end = (int) Math.min(all.size(), (long) start + limit);
        return new QueryResult<>(all.subList(start, end), all.size(), start);
    }
}
