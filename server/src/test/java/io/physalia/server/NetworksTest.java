package io.physalia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.failure.Failure;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {
    private static Networks networks(String json) throws Exception {
        return Networks.of(new ObjectMapper().readTree(json));
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true", "::1, true", "10.1.2.3, true", "172.31.0.1, true", "172.32.0.1, false",
        "192.168.7.7, true", "fd00::1, true", "fe80::1, true", "8.8.8.8, false", "2001:db8::1, false",
    })
    void privateAddressesAreLocalUnlessConfigured(String literal, boolean local) throws Exception {
        assertThat(networks("{}").isLocal(address(literal))).isEqualTo(local);
    }

    @Test
    void configuredNetworksTakeThePlaceOfThePrivateOnes() throws Exception {
        Networks networks = networks("{\"LocalNetworkSubnets\":[\"203.0.113.0/24\",\"!203.0.113.9\"]}");
        assertThat(networks.isLocal(address("203.0.113.8"))).isTrue();
        assertThat(networks.isLocal(address("203.0.113.9"))).isFalse();
        assertThat(networks.isLocal(address("192.168.1.1"))).isFalse();
        assertThat(networks.isLocal(address("127.0.0.1"))).isTrue();
    }

    @Test
    void onlyTrustedProxiesSpeakForOthers() throws Exception {
        Networks networks = networks("{\"KnownProxies\":[\"10.0.0.1\",\"10.0.0.2\"]}");
        Optional<String> chain = Optional.of("1.1.1.1, 8.8.8.8, 10.0.0.2");
        assertThat(networks.sender(address("10.0.0.1"), chain)).isEqualTo(address("8.8.8.8"));
        assertThat(networks.sender(address("10.0.0.9"), chain)).isEqualTo(address("10.0.0.9"));
        assertThat(networks.sender(address("10.0.0.1"), Optional.of("[2001:db8::5]:4711")))
                .isEqualTo(address("2001:db8::5"));
        assertThat(networks.sender(address("10.0.0.1"), Optional.of("nonsense")))
                .isEqualTo(address("10.0.0.1"));
        assertThat(networks.sender(address("10.0.0.1"), Optional.empty())).isEqualTo(address("10.0.0.1"));
    }

    @Test
    void strangersAreKeptOutAsConfigured() throws Exception {
        InetAddress stranger = address("8.8.8.8");
        assertThat(networks("{}").keepsOut(stranger)).isFalse();
        assertThat(networks("{\"EnableRemoteAccess\":false}").keepsOut(stranger))
                .isTrue();
        assertThat(networks("{\"EnableRemoteAccess\":false}").keepsOut(address("10.0.0.1")))
                .isFalse();
        assertThat(networks("{\"RemoteIPFilter\":[\"8.8.0.0/16\"]}").keepsOut(stranger))
                .isFalse();
        assertThat(networks("{\"RemoteIPFilter\":[\"9.9.9.9\"]}").keepsOut(stranger))
                .isTrue();
        assertThat(networks("{\"RemoteIPFilter\":[\"8.8.8.8\"],\"IsRemoteIPFilterBlacklist\":true}")
                        .keepsOut(stranger))
                .isTrue();
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> networks("{\"LocalNetworkSubnets\":[\"example.org\"]}"))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> networks("{\"KnownProxies\":[\"10.0.0.0/40\"]}"))
                .isInstanceOf(Failure.class);
    }
}
