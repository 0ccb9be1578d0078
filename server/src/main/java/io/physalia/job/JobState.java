package io.physalia.job;

/** Where a job stands. */
public enum JobState {
    /** For a pod to take it, perhaps not before a certain moment. */
    WAITING,
    /** On a pod. */
    RUNNING,
    /** With a result, which whoever asked has not taken yet. */
    DONE,
    /** Without, for a reason that may be gone by the time somebody asks again. */
    FAILED,
    /** Without, and not to be tried again until an administrator says so. */
    SET_ASIDE
}
