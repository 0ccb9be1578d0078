package io.physalia.job;

/** What does the jobs of one kind. Thread-safe. */
public interface JobWork {

    /** The kind; 1 to 32 of {@code a-z -}. */
    String kind();

    /**
     * Does a job, on a virtual thread of its own. May be done again by another pod at the same time, if this one was taken for dead: what it leaves beside its
     * outcome must stand that. What it throws counts as {@link JobOutcome.Broken}.
     */
    JobOutcome run(Job job);

    /** Told when an administrator has asked for another try, so that somebody waits for what comes of it. */
    default void retried(Job job) {}
}
