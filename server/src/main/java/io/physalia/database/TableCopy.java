package io.physalia.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Carries the rows of tables from one connection to another, within the transactions that these are in. */
record TableCopy(Connection from, Connection to) {
    private static final int BATCH_ROWS = 500;
    /** Pictures and subtitles are kept in rows too. */
    private static final int BATCH_BYTES = 4 << 20;

    private static final int REPORT_ROWS = 50_000;

    /** @param progress told now and then how many rows are over */
    TableDigest copy(TableShape table, LongConsumer progress) throws SQLException {
        TableDigest digest = new TableDigest();
        try (PreparedStatement insert = to.prepareStatement(table.insert())) {
            int[] pending = new int[2];
            each(from, table, row -> {
                pending[1] += digest.add(table.columns(), row);
                for (int i = 0; i < row.length; i++) {
                    table.columns().get(i).type().bind(insert, i + 1, row[i]);
                }
                insert.addBatch();
                if (++pending[0] >= BATCH_ROWS || pending[1] >= BATCH_BYTES) {
                    insert.executeBatch();
                    pending[0] = 0;
                    pending[1] = 0;
                }
                if (digest.rows() % REPORT_ROWS == 0) {
                    progress.accept(digest.rows());
                }
            });
            insert.executeBatch();
        }
        return digest;
    }

    /** What really arrived. */
    TableDigest arrived(TableShape table) throws SQLException {
        TableDigest digest = new TableDigest();
        each(to, table, row -> digest.add(table.columns(), row));
        return digest;
    }

    private interface RowReader {
        void row(@Nullable Object[] values) throws SQLException;
    }

    private static void each(Connection connection, TableShape table, RowReader reader) throws SQLException {
        List<TableShape.Column> columns = table.columns();
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(BATCH_ROWS);
            try (ResultSet rows = statement.executeQuery(table.select())) {
                while (rows.next()) {
                    @Nullable Object[] values = new Object[columns.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = columns.get(i).type().read(rows, i + 1);
                    }
                    reader.row(values);
                }
            }
        }
    }
}
