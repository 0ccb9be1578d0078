package io.physalia.server;

/** The program's own version, not the one clients are told. */
public final class Version {
    public static final String PROGRAM = "0.1.0";

    private Version() {}
}
