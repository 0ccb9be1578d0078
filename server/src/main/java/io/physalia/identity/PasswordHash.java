package io.physalia.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is stored, in the form that Jellyfin stores it: {@code $PBKDF2-SHA512$iterations=210000$<salt>$<hash>} in upper-case
 * hexadecimal; its older {@code $PBKDF2$} (HMAC-SHA1) is understood too. PBKDF2 is RFC 8018 section 5.2.
 */
final class PasswordHash {
    private static final Pattern FORM = Pattern.compile(
            "\\$(?<id>PBKDF2(?:-SHA512)?)\\$iterations=(?<iterations>\\d{1,8})\\$(?<salt>(?:[0-9A-Fa-f]{2})+)\\$(?<hash>(?:[0-9A-Fa-f]{2})+)");
    private static final String ID = "PBKDF2-SHA512";
    private static final int ITERATIONS = 210_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 64;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final SecureRandom RANDOM = new SecureRandom();
    /** A hash takes a tenth of a second of processor time: a flood of sign-ins must not starve those who watch. */
    private static final Semaphore PROCESSORS =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final String id;
    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(String id, int iterations, byte[] salt, byte[] hash) {
        this.id = id;
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** Hashes with a new salt. */
    static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new PasswordHash(ID, ITERATIONS, salt, derive(ID, password, salt, ITERATIONS, HASH_BYTES));
    }

    /** Reads the stored form; empty if it is in a form we do not know. */
    static Optional<PasswordHash> find(String stored) {
        Matcher parts = FORM.matcher(stored);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new PasswordHash(
                parts.group("id"),
                Math.max(1, Integer.parseInt(parts.group("iterations"))),
                HEX.parseHex(parts.group("salt")),
                HEX.parseHex(parts.group("hash"))));
    }

    /** Spends the time that a check takes, so that an unknown name cannot be told from a wrong password. */
    static void spendTime(String password) {
        derive(ID, password, new byte[SALT_BYTES], ITERATIONS, HASH_BYTES);
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(id, password, salt, iterations, hash.length));
    }

    /** Whether a new hash would be stronger. */
    boolean isOutdated() {
        return !id.equals(ID) || iterations < ITERATIONS;
    }

    /** The stored form. */
    String stored() {
        return "$" + id + "$iterations=" + iterations + "$" + HEX.formatHex(salt) + "$" + HEX.formatHex(hash);
    }

    @Override
    public String toString() {
        return "PasswordHash[" + id + "]";
    }

    private static byte[] derive(String id, String password, byte[] salt, int iterations, int bytes) {
        String algorithm = id.equals(ID) ? "PBKDF2WithHmacSHA512" : "PBKDF2WithHmacSHA1";
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 8 * bytes);
        PROCESSORS.acquireUninterruptibly();
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        } finally {
            PROCESSORS.release();
            spec.clearPassword();
        }
    }
}
