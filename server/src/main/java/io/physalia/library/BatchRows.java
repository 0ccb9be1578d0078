package io.physalia.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Many rows for one table, sent as one batch of one prepared statement. */
final class BatchRows {
    /** PostgreSQL takes at most 65,535 parameters in a statement, SQLite 32,766. */
    static final int MOST_PARAMETERS = 10_000;

    private final Table<?> table;
    private final List<Field<?>> fields;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    BatchRows(Table<?> table, Field<?>... fields) {
        this.table = table;
        this.fields = List.of(fields);
    }

    BatchRows(Table<?> table, Collection<Field<?>> fields) {
        this.table = table;
        this.fields = List.copyOf(fields);
    }

    void add(@Nullable Object... values) {
        rows.add(values);
    }

    /** Rows that are there already are an error. */
    void insert(DSLContext sql) {
        send(sql, statement(sql));
    }

    /** Rows that are there already stay as they are. */
    void insertMissing(DSLContext sql) {
        send(sql, statement(sql).onConflictDoNothing());
    }

    /** Rows that are there already, by the key, are overwritten. */
    void upsert(DSLContext sql, Field<?> key) {
        Map<Field<?>, Field<?>> others = new LinkedHashMap<>();
        fields.stream().filter(field -> !field.equals(key)).forEach(field -> others.put(field, DSL.excluded(field)));
        send(sql, statement(sql).onConflict(key).doUpdate().set(others));
    }

    private InsertValuesStepN<Record> statement(DSLContext sql) {
        @SuppressWarnings("unchecked")
        Table<Record> any = (Table<Record>) table;
        return sql.insertInto(any, fields).values(new Object[fields.size()]);
    }

    private void send(DSLContext sql, Query query) {
        if (!rows.isEmpty()) {
            sql.batch(query).bind(rows.toArray(Object[][]::new)).execute();
        }
    }

    /** Goes through long lists in parts that fit into one statement. */
    static void inParts(Collection<String> all, Consumer<List<String>> each) {
        List<String> list = List.copyOf(all);
        for (int from = 0; from < list.size(); from += MOST_PARAMETERS) {
            each.accept(list.subList(from, Math.min(list.size(), from + MOST_PARAMETERS)));
        }
    }
}
