package io.physalia.cluster;

/** The coordinator cannot be reached, or did not answer in time; whether the call took effect is unknown. */
public final class CoordinationUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CoordinationUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
