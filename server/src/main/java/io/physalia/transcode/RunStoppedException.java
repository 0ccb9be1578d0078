package io.physalia.transcode;

/** Tells an encoder run, from inside its sink, that nobody wants more of it. */
final class RunStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunStoppedException() {
        super("the run was stopped", null, false, false);
    }
}
