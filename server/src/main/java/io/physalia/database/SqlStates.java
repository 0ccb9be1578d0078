package io.physalia.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What SQLSTATE codes mean to us (PostgreSQL manual, appendix A). */
final class SqlStates {
    private SqlStates() {}

    /** The database cannot be reached or is going down or coming up; nothing is wrong with the statement. */
    static boolean isOutage(SQLException e) {
        String state = e.getSQLState();
        if (e instanceof SQLTransientConnectionException) {
            return true;
        }
        return state != null
                && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300") || isDemoted(state));
    }

    /** A write met a server that has become a standby. */
    static boolean isDemoted(@Nullable String state) {
        return "25006".equals(state);
    }

    /** A transaction was ended by the server because nothing came from its pod for too long. */
    static boolean isHeldTooLong(@Nullable String state) {
        return "25P03".equals(state);
    }

    /** Two transactions were in each other's way, or might have been, and this one was undone; trying again is right. */
    static boolean isConflict(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.equals("40001") || state.equals("40P01") || isHeldTooLong(state);
    }
}
