package io.physalia.cluster.redis;

import io.lettuce.core.RedisURI;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where Redis is, as written in the setting: {@code redis://}, {@code rediss://} (TLS), {@code redis-sentinel://host[:port],…#master},
 * {@code rediss-sentinel://…}, {@code redis-cluster://host[:port],…} or {@code rediss-cluster://…}, each with {@code [user][:password]@} before the
 * first host and, but for a cluster, {@code /database} behind the last.
 *
 * @param nodes at least one; of Sentinel exactly one, which lists the sentinels
 */
record RedisAddress(boolean cluster, List<RedisURI> nodes) {
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
            address.nodes.forEach(node -> {
                node.setTimeout(timeout);
                node.getSentinels().forEach(sentinel -> sentinel.setTimeout(timeout));
            });
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
