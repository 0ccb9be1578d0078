/**
 * The database a pod runs on: SQLite or PostgreSQL behind one pair of jOOQ contexts, migrated by Flyway.
 */
@NullMarked
package io.physalia.database;

import org.jspecify.annotations.NullMarked;
