package io.physalia.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/**
 * The connections to one database.
 *
 * @param writer the same pool as {@code reader} where the database takes many writers
 * @param migration unpooled and without the time limits of everyday statements
 */
record Pools(HikariDataSource reader, HikariDataSource writer, DataSource migration, SQLDialect dialect)
        implements AutoCloseable {

    /** What all pools have in common. */
    static HikariConfig config(String name, DataSource source, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setInitializationFailTimeout(-1);
        config.setRegisterMbeans(false);
        return config;
    }

    Database.Connections connections() {
        Database.Connections all = connections(reader);
        if (writer == reader) {
            return all;
        }
        Database.Connections more = connections(writer);
        return new Database.Connections(
                all.active() + more.active(),
                all.idle() + more.idle(),
                all.waiting() + more.waiting(),
                all.most() + more.most());
    }

    private static Database.Connections connections(HikariDataSource source) {
        HikariPoolMXBean pool = source.getHikariPoolMXBean();
        return pool == null
                ? new Database.Connections(0, 0, 0, source.getMaximumPoolSize())
                : new Database.Connections(
                        pool.getActiveConnections(),
                        pool.getIdleConnections(),
                        pool.getThreadsAwaitingConnection(),
                        source.getMaximumPoolSize());
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
