package io.physalia.transcode;

import io.physalia.cluster.PeerSigner;
import io.physalia.failure.Failure;
import io.physalia.transcode.PeerClient.Answer;
import java.time.Duration;

/** The receiving side of {@link HttpPeers}, free of any HTTP library. Thread-safe. */
public final class PeerEndpoint {
    /** Where pods ask each other for segments. */
    public static final String PATH = HttpPeers.PATH;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Transcoder transcoder;
    private final PeerSigner signer;

    PeerEndpoint(Transcoder transcoder, PeerSigner signer) {
        this.transcoder = transcoder;
        this.signer = signer;
    }

    /**
     * @param pathAndQuery as it was received
     * @param sessionId what the asking pod makes of the plan; empty: it does not say, and is of an earlier build
     * @param signature empty: none came
     * @throws Failure {@code FORBIDDEN} if the signature is not this colony's
     */
    public Answer answer(String pathAndQuery, long patienceMs, String sessionId, String signature, byte[] body) {
        signer.refuseOthers("POST", pathAndQuery, body, signature);
        Duration patience = Duration.ofMillis(Math.clamp(patienceMs, 0, LONGEST.toMillis()));
        return transcoder.answerPeer(sessionId, HttpPeers.decode(body), patience);
    }
}
