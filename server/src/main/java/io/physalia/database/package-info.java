/**
 * The database a pod runs on: SQLite or PostgreSQL behind one pair of jOOQ contexts, migrated by Flyway.
 *
 * <p>Start at {@link io.physalia.database.Database}. The classes in {@code schema} are generated at build time from the migrations
 * in {@code db/migration}.
 */
@NullMarked
package io.physalia.database;

import org.jspecify.annotations.NullMarked;
