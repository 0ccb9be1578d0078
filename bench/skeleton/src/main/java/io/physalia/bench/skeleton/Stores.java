package io.physalia.bench.skeleton;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Brings each library of the skeleton up once in the plainest way: a pool, one migration, one query. */
@Singleton
public class Stores {
    private @Nullable HikariDataSource pool;

    void start(@Observes StartupEvent event) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + System.getenv().getOrDefault("SKELETON_DATABASE", "target/skeleton.db"));
        config.setMaximumPoolSize(1);
        HikariDataSource opened = new HikariDataSource(config);
        pool = opened;
        Flyway.configure().dataSource(opened).load().migrate();
        var _ = DSL.using(opened, SQLDialect.SQLITE).fetchValue("select count(*) from thing");
    }

    void stop(@Observes ShutdownEvent event) {
        if (pool != null) {
            pool.close();
        }
    }
}
