package io.physalia.cluster.redis;

import io.lettuce.core.RedisURI;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where Redis is, as written in the setting: {@code redis://}, {@code rediss://} (TLS), {@code redis-sentinel://host[:port],…#master},
 * {@code rediss-sentinel://…}, {@code redis-cluster://host[:port],…} or {@code rediss-cluster://…}, each with {@code [user][:password]@} before the
 * first host and, but for a cluster, {@code /database} behind the last.
 *
 * @param nodes at least one; of Sentinel exactly one, which lists the sentinels
 */
record RedisAddress(boolean cluster, List<RedisURI> nodes) {
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%a-z]+])(?::([0-9]{1,5}))?");

    private static final String EXPECTED =
            "expected: redis://, rediss://, redis-sentinel://host:port,…#master or redis-cluster://host:port,…";

    /**
     * @throws Failure INVALID_SETTING; its message never quotes the text, which may hold a password
     */
    static RedisAddress parse(String text, Duration timeout) {
        try {
            boolean tls = text.startsWith("rediss");
            int separator = text.indexOf("://");
            String scheme = separator < 0 ? "" : text.substring(0, separator);
            RedisAddress address = switch (scheme) {
                case "redis-cluster", "rediss-cluster" -> parseCluster(text.substring(separator + 3), tls);
                case "redis", "rediss", "redis-sentinel", "rediss-sentinel" ->
                    new RedisAddress(false, List.of(RedisURI.create(text)));
                default ->
                    throw new Failure(FailureCode.INVALID_SETTING, "redis-url: unknown scheme (" + EXPECTED + ")");
            };
            address.points().forEach(RedisAddress::checkHost);
            address.nodes.forEach(node -> node.setTimeout(timeout));
            address.points().forEach(point -> point.setTimeout(timeout));
            return address;
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.INVALID_SETTING, "redis-url: not a Redis URL (" + EXPECTED + ")");
        }
    }

    private static RedisAddress parseCluster(String rest, boolean tls) {
        int at = rest.lastIndexOf('@');
        String login = rest.substring(0, at + 1);
        String scheme = tls ? "rediss://" : "redis://";
        return new RedisAddress(
                true,
                Arrays.stream(rest.substring(at + 1).split(",", -1))
                        .map(host -> RedisURI.create(scheme + login + host))
                        .toList());
    }

    /** A host with an underscore, as Compose names them, is none to {@link java.net.URI}, and Lettuce then takes the port for a part of it. */
    private static void checkHost(RedisURI point) {
        Matcher matcher = HOST.matcher(Objects.requireNonNullElse(point.getHost(), ""));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("host");
        }
        if (matcher.group(2) != null) {
            point.setHost(matcher.group(1));
            point.setPort(Integer.parseInt(matcher.group(2)));
        }
    }

    /** Where to connect first: the nodes, or the sentinels that know them. */
    private List<RedisURI> points() {
        return first().getSentinels().isEmpty() ? nodes : first().getSentinels();
    }

    RedisURI first() {
        return nodes.getFirst();
    }

    /** Hosts and ports, never a user or a password. */
    @Override
    public String toString() {
        List<RedisURI> points = first().getSentinels().isEmpty() ? nodes : first().getSentinels();
        String hosts =
                points.stream().map(uri -> uri.getHost() + ":" + uri.getPort()).collect(Collectors.joining(","));
        return first().getSentinels().isEmpty() ? hosts : hosts + "#" + first().getSentinelMasterId();
    }
}
