package io.physalia.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The types that the migrations use. SQLite keeps only the names and would give back whatever it was given; PostgreSQL insists. Values are read as the
 * column is declared, from either.
 */
enum ColumnType {
    TEXT(Types.VARCHAR) {
        @Override
        @Nullable
        Object value(ResultSet row, int column) throws SQLException {
            String text = row.getString(column);
            // PostgreSQL's text cannot hold it, and no name or description is the poorer.
            return text == null ? null : text.replace("\0", "");
        }

        @Override
        byte[] bytes(Object value) {
            return ((String) value).getBytes(StandardCharsets.UTF_8);
        }
    },
    INTEGER(Types.BIGINT) {
        @Override
        Object value(ResultSet row, int column) throws SQLException {
            return row.getLong(column);
        }

        @Override
        byte[] bytes(Object value) {
            return ofLong((Long) value);
        }
    },
    BOOLEAN(Types.BOOLEAN) {
        @Override
        Object value(ResultSet row, int column) throws SQLException {
            return row.getBoolean(column);
        }

        @Override
        byte[] bytes(Object value) {
            return ofLong((Boolean) value ? 1 : 0);
        }
    },
    DOUBLE(Types.DOUBLE) {
        @Override
        Object value(ResultSet row, int column) throws SQLException {
            return row.getDouble(column);
        }

        @Override
        byte[] bytes(Object value) {
            return ofLong(Double.doubleToLongBits((Double) value));
        }
    },
    BYTES(Types.BINARY) {
        @Override
        @Nullable
        Object value(ResultSet row, int column) throws SQLException {
            return row.getBytes(column);
        }

        @Override
        byte[] bytes(Object value) {
            return (byte[]) value;
        }
    };

    private final int jdbcType;

    ColumnType(int jdbcType) {
        this.jdbcType = jdbcType;
    }

    /** @throws IllegalStateException for a type that no migration of this program uses */
    static ColumnType ofDeclared(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "text" -> TEXT;
            case "integer", "bigint" -> INTEGER;
            case "boolean" -> BOOLEAN;
            case "double precision" -> DOUBLE;
            case "bytea" -> BYTES;
            default -> throw new IllegalStateException("column type: " + name + " (expected: one of the migrations')");
        };
    }

    abstract @Nullable Object value(ResultSet row, int column) throws SQLException;

    /** One form of a value, whichever database it comes from. */
    abstract byte[] bytes(Object value);

    final @Nullable Object read(ResultSet row, int column) throws SQLException {
        Object value = value(row, column);
        return row.wasNull() ? null : value;
    }

    final void bind(PreparedStatement statement, int parameter, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(parameter, jdbcType);
            case String text -> statement.setString(parameter, text);
            case Long number -> statement.setLong(parameter, number);
            case Boolean flag -> statement.setBoolean(parameter, flag);
            case Double number -> statement.setDouble(parameter, number);
            case byte[] bytes -> statement.setBytes(parameter, bytes);
            default -> throw new IllegalArgumentException(value.getClass().getName());
        }
    }

    private static byte[] ofLong(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
