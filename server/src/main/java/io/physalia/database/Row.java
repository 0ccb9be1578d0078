package io.physalia.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;

/**
 * The row at which a result stands. Its cells are read one after the other, straight from the driver, in the order in which the statement names them: jOOQ's own records, made for
 * every row and looked up by column, take longer than the database does. One thread uses it, and only while it is at the row.
 */
public final class Row {
    private final ResultSet cells;
    private int at;

    private Row(ResultSet cells) {
        this.cells = cells;
    }

    /** What a reader makes of each row. */
    public static <T> List<T> list(ResultQuery<?> query, Function<Row, T> reader) {
        List<T> all = new ArrayList<>();
        each(query, row -> all.add(reader.apply(row)));
        return all;
    }

    /** Lets a reader have a look at each row. */
    public static void each(ResultQuery<?> query, Consumer<Row> reader) {
        try (ResultSet cells = query.fetchResultSet()) {
            Row row = new Row(cells);
            while (cells.next()) {
                row.at = 0;
                reader.accept(row);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Where this row's next cell is, from 0: for whoever knows the columns. */
    public int position() {
        return at;
    }

    /** The next cell, which is not null. */
    public String text() {
        return findText().orElseThrow(() -> new IllegalStateException("column " + at + " is null"));
    }

    public Optional<String> findText() {
        try {
            return Optional.ofNullable(cells.getString(++at));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The next cell; 0 for null. */
    public int integer() {
        try {
            return cells.getInt(++at);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    public Optional<Integer> findInteger() {
        int value = integer();
        return value == 0 && wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** The next cell; 0 for null. */
    public long number() {
        try {
            return cells.getLong(++at);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    public Optional<Long> findNumber() {
        long value = number();
        return value == 0 && wasNull() ? Optional.empty() : Optional.of(value);
    }

    public Optional<Double> findDecimal() {
        try {
            double value = cells.getDouble(++at);
            return value == 0 && wasNull() ? Optional.empty() : Optional.of(value);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The next cell; false for null. */
    public boolean flag() {
        try {
            return cells.getBoolean(++at);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    public Optional<Boolean> findFlag() {
        boolean value = flag();
        return !value && wasNull() ? Optional.empty() : Optional.of(value);
    }

    private boolean wasNull() {
        try {
            return cells.wasNull();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static DataAccessException failed(SQLException e) {
        return new DataAccessException("a row cannot be read", e);
    }
}
