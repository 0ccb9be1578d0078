package io.physalia.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;

/** Finds the address where other pods reach this one. */
public final class PodAddress {
    private PodAddress() {}

    /** The one that is set, else this host's first address in the network, else loopback. */
    public static URI of(Settings settings) {
        return settings.podAddress().orElseGet(() -> URI.create("http://" + host(settings) + ":" + settings.port()));
    }

    private static String host(Settings settings) {
        boolean listensEverywhere =
                settings.host().equals("0.0.0.0") || settings.host().equals("::");
        if (!listensEverywhere) {
            return settings.host();
        }
        return settings.isColony() ? findNetworkAddress().orElse("127.0.0.1") : "127.0.0.1";
    }

    private static Optional<String> findNetworkAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(PodAddress::isUsable)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback() && !network.isVirtual();
        } catch (SocketException e) {
            return false;
        }
    }
}
