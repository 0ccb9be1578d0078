package io.physalia.cluster.redis;

import io.lettuce.core.RedisException;
import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Pods;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.util.List;

/** Coordination of a colony through Redis. Thread-safe. */
public final class RedisCoordinator implements Coordinator {
    private final RedisLink link;
    private final RedisScripts scripts;
    private final RedisBus bus;
    private final RedisLeases leases;
    private final RedisPods pods;
    private final RedisBoard board;
    private volatile List<String> warnings = List.of();

    RedisCoordinator(RedisLink link, RedisScripts scripts, int database) {
        this.link = link;
        this.scripts = scripts;
        this.bus = new RedisBus(link, database);
        this.leases = new RedisLeases(scripts, bus);
        this.pods = new RedisPods(scripts);
        this.board = new RedisBoard(scripts, bus);
    }

    /** A handshake may take longer than a command: nobody's lease waits for it, and a host where many pods start at once is slow. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(5);

    /**
     * Connects, or says why not.
     *
     * @param url see {@link RedisAddress}
     * @param timeout how long to wait for a connection and for each answer
     * @throws Failure INVALID_SETTING for a bad URL; REDIS_UNAVAILABLE if nobody answers there or the Redis is too old
     */
    public static RedisCoordinator open(String url, Duration timeout) {
        RedisAddress address = RedisAddress.parse(url, HANDSHAKE);
        RedisLink link;
        try {
            link = RedisLink.open(address, timeout);
        } catch (RedisException e) {
            throw unreachable(address, e);
        }
        RedisCoordinator coordinator = new RedisCoordinator(
                link, new RedisScripts(link), address.first().getDatabase());
        try {
            coordinator.condition().tooOld().ifPresent(version -> {
                throw new Failure(
                        FailureCode.REDIS_UNAVAILABLE,
                        "Redis at " + address + " is too old: version " + version + " (expected: 6.2 or later)");
            });
            return coordinator;
        } catch (CoordinationUnavailableException e) {
            coordinator.close();
            throw unreachable(address, e);
        } catch (Failure e) {
            coordinator.close();
            throw e;
        }
    }

    private static Failure unreachable(RedisAddress address, RuntimeException cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return new Failure(
                FailureCode.REDIS_UNAVAILABLE,
                "Redis at " + address + " cannot be reached: " + reason
                        + " (expected: a running Redis, or no redis-url for a single instance)",
                cause);
    }

    private RedisCondition condition() {
        RedisCondition condition =
                RedisCondition.parse(scripts.await(() -> link.commands().info()));
        warnings = condition.warnings();
        return condition;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public Bus bus() {
        return bus;
    }

    @Override
    public Pods pods() {
        return pods;
    }

    @Override
    public Board board() {
        return board;
    }

    /** As of now, or, if Redis is away, as of the last time it was asked. */
    @Override
    public List<String> warnings() {
        try {
            return condition().warnings();
        } catch (CoordinationUnavailableException _) {
            return warnings;
        }
    }

    @Override
    public boolean isReachable() {
        return scripts.answeredLast();
    }

    @Override
    public void close() {
        bus.close();
        link.close();
    }
}
