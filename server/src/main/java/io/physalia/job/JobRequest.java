package io.physalia.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Something to be done once, by whichever pod.
 *
 * @param kind what does it, see {@link JobWork#kind()}; 1 to 32 of {@code a-z -}
 * @param key tells it from all others of the kind: what is asked for twice under one key is done once
 * @param scope what it is done for, e.g. a library's id
 * @param subject what it is done to, as an administrator is shown it, e.g. a path
 * @param priority the lower come first
 */
public record JobRequest(String kind, String key, String scope, String subject, int priority) {
    /** Of what somebody looks at a progress bar for. */
    public static final int SOON = 100;
    /** Of what nobody waits for. */
    public static final int LATER = 1000;

    public JobRequest {
        if (!kind.matches("[a-z-]{1,32}")) {
            throw new IllegalArgumentException("job kind: \"" + kind + "\" (expected: 1 to 32 of a-z and '-')");
        }
    }

    /** The job's id: 32 hexadecimal digits, the same for the same kind and key. */
    public String id() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((kind + "\n" + key).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
