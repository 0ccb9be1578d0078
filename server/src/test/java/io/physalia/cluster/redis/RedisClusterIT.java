package io.physalia.cluster.redis;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a Redis Cluster of three masters: every script must find all its keys on one of them. */
class RedisClusterIT extends RedisContract {
    @SuppressWarnings("NullAway.Init")
    private static List<RedisProcess> nodes;

    @BeforeAll
    static void start() {
        nodes = IntStream.range(0, 3)
                .mapToObj(_ -> RedisProcess.start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"))
                .toList();
        for (int i = 0; i < 3; i++) {
            String slots = IntStream.range(i * 16384 / 3, (i + 1) * 16384 / 3)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" "));
            nodes.get(i).command("CLUSTER ADDSLOTS " + slots);
            nodes.getFirst().command("CLUSTER MEET 127.0.0.1 " + nodes.get(i).port());
        }
        for (RedisProcess node : nodes) {
            Await.until(
                    Duration.ofSeconds(20), () -> node.command("CLUSTER INFO").contains("cluster_state:ok"));
            Await.until(
                    Duration.ofSeconds(20), () -> node.command("CLUSTER INFO").contains("cluster_known_nodes:3"));
        }
    }

    @AfterAll
    static void stop() {
        nodes.forEach(RedisProcess::close);
    }

    @Override
    protected String url() {
        return "redis-cluster://"
                + nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }

    @Override
    protected void flush() {
        nodes.forEach(node -> node.command("FLUSHALL"));
    }
}
