package io.physalia.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses are near, which are trusted to speak for others, and which are kept out; what the configuration {@code network} says.
 *
 * @param local the server's own networks; loopback is always one
 * @param notLocal exceptions from {@code local}
 * @param proxies whose {@code X-Forwarded-} headers are believed
 * @param remoteAccess whether other networks are answered at all
 * @param filter addresses from other networks that are let in or kept out
 * @param filterKeepsOut whether {@code filter} keeps out; else, unless it is empty, it alone is let in
 */
public record Networks(
        List<Subnet> local,
        List<Subnet> notLocal,
        List<Subnet> proxies,
        boolean remoteAccess,
        List<Subnet> filter,
        boolean filterKeepsOut) {

    /** Private addresses: RFC 1918, RFC 4193, link-local. */
    private static final List<String> PRIVATE =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10");

    public Networks {
        local = List.copyOf(local);
        notLocal = List.copyOf(notLocal);
        proxies = List.copyOf(proxies);
        filter = List.copyOf(filter);
    }

    /**
     * Reads the configuration.
     *
     * @throws Failure {@code INVALID_PARAMETER} if an address cannot be read
     */
    public static Networks of(JsonNode document) {
        List<Subnet> local = new ArrayList<>();
        List<Subnet> notLocal = new ArrayList<>();
        for (JsonNode entry : document.path("LocalNetworkSubnets")) {
            String text = entry.asText("").strip();
            if (text.startsWith("!")) {
                notLocal.add(subnet("LocalNetworkSubnets", text.substring(1)));
            } else if (!text.isEmpty()) {
                local.add(subnet("LocalNetworkSubnets", text));
            }
        }
        if (local.isEmpty()) {
            PRIVATE.forEach(range -> local.add(subnet("", range)));
        }
        return new Networks(
                local,
                notLocal,
                subnets(document, "KnownProxies"),
                document.path("EnableRemoteAccess").asBoolean(true),
                subnets(document, "RemoteIPFilter"),
                document.path("IsRemoteIPFilterBlacklist").asBoolean(false));
    }

    private static List<Subnet> subnets(JsonNode document, String member) {
        List<Subnet> subnets = new ArrayList<>();
        for (JsonNode entry : document.path(member)) {
            if (!entry.asText("").isBlank()) {
                subnets.add(subnet(member, entry.asText()));
            }
        }
        return subnets;
    }

    private static Subnet subnet(String member, String text) {
        return Subnet.find(text)
                .orElseThrow(() -> new Failure(
                        FailureCode.INVALID_PARAMETER,
                        member + ": \"" + text + "\" (expected: an address, or a range like 192.168.0.0/16)"));
    }

    public boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress() || (isIn(local, address) && !isIn(notLocal, address));
    }

    /** Whether requests from the address are not answered. */
    public boolean keepsOut(InetAddress address) {
        if (isLocal(address)) {
            return false;
        }
        return !remoteAccess || (!filter.isEmpty() && isIn(filter, address) == filterKeepsOut);
    }

    /**
     * Whom a request comes from: the connection's other end, or, if that is a trusted proxy, whom it speaks for.
     *
     * @param forwardedFor the header, the nearest last
     */
    public InetAddress sender(InetAddress connection, Optional<String> forwardedFor) {
        InetAddress sender = connection;
        String[] chain = forwardedFor.orElse("").split(",");
        for (int i = chain.length - 1; i >= 0 && isProxy(sender); i--) {
            Optional<Subnet> next = Subnet.find(withoutPort(chain[i].strip()));
            if (next.isEmpty()) {
                break;
            }
            sender = next.get().base();
        }
        return sender;
    }

    public boolean isProxy(InetAddress address) {
        return isIn(proxies, address);
    }

    private static String withoutPort(String text) {
        if (text.startsWith("[") && text.contains("]")) {
            return text.substring(1, text.indexOf(']'));
        }
        int colon = text.indexOf(':');
        return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }

    private static boolean isIn(List<Subnet> subnets, InetAddress address) {
        return subnets.stream().anyMatch(subnet -> subnet.contains(address));
    }
}
