package io.physalia.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jooq.tools.jdbc.DefaultPreparedStatement;

/**
 * A connection that keeps the statements that were prepared on it, for those who ask for the same text again: SQLite parses and plans a list's statement for as long as it takes
 * to answer it, and its driver, unlike PostgreSQL's, keeps none. SQLite itself plans a kept statement anew when tables, indexes or statistics have changed. One thread uses
 * it at a time, as a connection.
 */
final class StatementCache extends DefaultConnection {
    private static final int MOST = 100;

    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

    StatementCache(Connection connection) {
        super(connection);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        PreparedStatement known = idle.remove(sql);
        return new Kept(sql, known == null ? super.prepareStatement(sql) : known);
    }

    private void giveBack(String sql, PreparedStatement statement) throws SQLException {
        try {
            statement.clearParameters();
        } catch (SQLException _) {
            // The driver has given it up after an error.
            statement.close();
            return;
        }
        keep(sql, statement);
    }

    /** Takes a statement back that nobody uses; the one that was used longest ago makes room for it. */
    private void keep(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement other = idle.put(sql, statement);
        if (other == null && idle.size() > MOST) {
            String eldest = idle.keySet().iterator().next();
            other = idle.remove(eldest);
        }
        if (other != null) {
            other.close();
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : idle.values()) {
            statement.close();
        }
        idle.clear();
        super.close();
    }

    /** A statement that goes back when it is closed. */
    private final class Kept extends DefaultPreparedStatement {
        private final String sql;
        private boolean closed;

        Kept(String sql, PreparedStatement statement) {
            super(statement);
            this.sql = sql;
        }

        @Override
        public void close() throws SQLException {
            if (!closed) {
                closed = true;
                giveBack(sql, getDelegate());
            }
        }
    }
}
