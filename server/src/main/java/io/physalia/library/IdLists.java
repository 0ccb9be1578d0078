package io.physalia.library;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.CustomCondition;
import org.jooq.impl.DSL;

/** Long lists of ids in statements. */
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
                String[] array = ids.stream().map(ItemId::value).toArray(String[]::new);
                statement.visit(column).sql(" = any(").visit(DSL.val(array)).sql(")");
            }
        });
    }
}
