package io.physalia.cluster.redis;

import io.physalia.cluster.Bus;
import java.util.List;

/**
 * The names of the keys. All carry the hash tag {@code {physalia}}, so that Redis Cluster keeps them in one slot and one script may touch
 * several. Their number does not grow with the number of leases.
 */
final class RedisKeys {
    private static final String CLOCK = "{physalia}:clock";

    /** Clock, then expiry (sorted set), pod text (hash). */
    static final List<String> PODS = List.of(CLOCK, "{physalia}:pods:expiry", "{physalia}:pods");

    private RedisKeys() {}

    static String clock() {
        return CLOCK;
    }

    /** Clock, then of a kind of leases: expiry (sorted set), grant, note, payload (hashes by id). */
    static List<String> ofKind(String kind) {
        String prefix = "{physalia}:lease:" + kind + ":";
        return List.of(CLOCK, prefix + "expiry", prefix + "grant", prefix + "note", prefix + "payload");
    }

    /** Clock, then of a kind of shared documents: touched (sorted set), entries (hash). */
    static List<String> ofBoard(String kind) {
        return List.of(CLOCK, "{physalia}:board:" + kind + ":touched", "{physalia}:board:" + kind);
    }

    /** Channels are shared by all databases of a Redis, so the number is part of the name. */
    static String channel(int database, Bus.Topic topic) {
        return "{physalia}:bus:" + database + ":" + topic.name();
    }
}
