/**
 * Work that all pods of the colony share: a queue in the database, workers on every pod, and a desk to ask at. Start with {@link io.physalia.job.JobQueue}.
 */
@NullMarked
package io.physalia.job;

import org.jspecify.annotations.NullMarked;
