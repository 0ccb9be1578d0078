package io.physalia.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PeerSignerTest {
    private static final byte[] BODY = "body".getBytes(StandardCharsets.UTF_8);
    private final PeerSigner signer = new PeerSigner("a secret of the colony");
    private final String signature = signer.sign("GET", "/internal/segments/7?epoch=3", BODY);

    @Test
    void aPodOfTheSameSecretAcceptsTheSignature() {
        PeerSigner peer = new PeerSigner("a secret of the colony");
        assertThat(signature).matches("[0-9a-f]{64}");
        assertThat(peer.verify("GET", "/internal/segments/7?epoch=3", BODY, signature))
                .isTrue();
        assertThat(peer.verify("get", "/internal/segments/7?epoch=3", BODY, signature.toUpperCase(Locale.ROOT)))
                .isTrue();
        assertThat(peer.verify("GET", "/a", peer.sign("GET", "/a"))).isTrue();
    }

    @Test
    void theSignatureIsStableAcrossVersions() {
        // Computed with: printf 'GET\n/a\n' + sha256('') | openssl dgst -sha256 -hmac 'a secret of the colony'
        assertThat(signer.sign("GET", "/a"))
                .isEqualTo("ed566ec2691cc9c8e801db62369e5ee710f07c79f51527160dd8cf675b948b31");
    }

    @Test
    void aChangeAnywhereIsRefused() {
        byte[] otherBody = "Body".getBytes(StandardCharsets.UTF_8);
        assertThat(signer.verify("POST", "/internal/segments/7?epoch=3", BODY, signature))
                .isFalse();
        assertThat(signer.verify("GET", "/internal/segments/8?epoch=3", BODY, signature))
                .isFalse();
        assertThat(signer.verify("GET", "/internal/segments/7?epoch=4", BODY, signature))
                .isFalse();
        assertThat(signer.verify("GET", "/internal/segments/7?epoch=3", otherBody, signature))
                .isFalse();
        assertThat(new PeerSigner("another secret of theirs")
                        .verify("GET", "/internal/segments/7?epoch=3", BODY, signature))
                .isFalse();
    }

    @Test
    void whatIsNoSignatureIsRefused() {
        for (String nonsense : new String[] {"", "0", "zz", signature + "0", signature.substring(1), "é"}) {
            assertThat(signer.verify("GET", "/internal/segments/7?epoch=3", BODY, nonsense))
                    .isFalse();
        }
    }

    @Test
    void aShortSecretIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> new PeerSigner("hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 characters")
                .hasMessageNotContaining("hunter2");
    }
}
