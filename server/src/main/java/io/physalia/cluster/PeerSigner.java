package io.physalia.cluster;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests between pods with the colony's secret: HMAC-SHA256 (RFC 2104) over the method, the path with its query exactly as sent, and
 * the SHA-256 of the body. Thread-safe.
 *
 * <p>A signature has no time in it: pods' clocks are not compared. Whoever can read the traffic between pods can send the
 * same request again, so sign only requests that do no harm the second time, and use a private network.
 */
public final class PeerSigner {
    /** The header that carries the signature. */
    public static final String HEADER = "X-Physalia-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] NO_BODY = {};
    private static final int SHORTEST_SECRET = 16;

    private final SecretKeySpec key;

    /** @param secret the same on every pod; at least 16 characters */
    public PeerSigner(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "cluster secret: " + secret.length() + " characters (expected: >= " + SHORTEST_SECRET + ")");
        }
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * @param pathAndQuery as in the request line, e.g. {@code /internal/segments/7?epoch=3}
     * @return 64 hexadecimal digits
     */
    public String sign(String method, String pathAndQuery, byte[] body) {
        return HexFormat.of().formatHex(mac(method, pathAndQuery, body));
    }

    /** Signs a request without a body. */
    public String sign(String method, String pathAndQuery) {
        return sign(method, pathAndQuery, NO_BODY);
    }

    /**
     * Whether {@code signature} is that of the request. Takes as long for a nearly right one as for a wrong one.
     *
     * @param signature as received; anything that is no signature is simply wrong
     */
    public boolean verify(String method, String pathAndQuery, byte[] body, String signature) {
        byte[] expected = sign(method, pathAndQuery, body).getBytes(StandardCharsets.US_ASCII);
        byte[] received = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, received);
    }

    /** @throws Failure {@code FORBIDDEN} if the signature is not this colony's */
    public void refuseOthers(String method, String pathAndQuery, byte[] body, String signature) {
        if (!verify(method, pathAndQuery, body, signature)) {
            throw new Failure(FailureCode.FORBIDDEN, "this address is for the pods of the colony only");
        }
    }

    /** {@link #refuseOthers Refuses} a request without a body. */
    public void refuseOthers(String method, String pathAndQuery, String signature) {
        refuseOthers(method, pathAndQuery, NO_BODY, signature);
    }

    /** Verifies a request without a body. */
    public boolean verify(String method, String pathAndQuery, String signature) {
        return verify(method, pathAndQuery, NO_BODY, signature);
    }

    private byte[] mac(String method, String pathAndQuery, byte[] body) {
        try {
            // A Mac object is not thread-safe, and making one costs a microsecond.
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // Neither part can hold a line feed in a request line, so no two requests share one text.
            mac.update((method.toUpperCase(Locale.ROOT) + "\n" + pathAndQuery + "\n").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(sha256(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] body) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(body);
    }
}
