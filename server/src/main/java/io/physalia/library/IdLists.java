package io.physalia.library;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.CustomCondition;
import org.jooq.impl.DSL;

/** Lists in statements that are as long as they happen to be. */
public final class IdLists {
    private IdLists() {}

    /** Whether a column holds one of some ids: one parameter and one text of the statement, however many there are. */
    public static Condition isOneOf(Field<String> column, Collection<ItemId> ids) {
        return CustomCondition.of(statement -> {
            if (statement.family() == SQLDialect.SQLITE) {
                // Ids are digits: nothing in them needs escaping.
                String json = ids.stream().map(ItemId::value).collect(Collectors.joining("\",\"", "[\"", "\"]"));
                statement
                        .visit(column)
                        .sql(" in (select value from json_each(")
                        .visit(DSL.val(ids.isEmpty() ? "[]" : json))
                        .sql("))");
            } else {
                statement.visit(isAnyOf(column, ids.stream().map(ItemId::value)));
            }
        });
    }

    /** Like {@link #isOneOf}, of a few words; on SQLite with a parameter for each. */
    public static Condition isOneOfWords(Field<String> column, Collection<String> words) {
        return CustomCondition.of(statement -> statement.visit(
                statement.family() == SQLDialect.SQLITE ? column.in(words) : isAnyOf(column, words.stream())));
    }

    private static Condition isAnyOf(Field<String> column, Stream<String> texts) {
        return column.eq(DSL.any(texts.toArray(String[]::new)));
    }
}
