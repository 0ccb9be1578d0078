package io.physalia.cluster.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code INFO} says about a Redis that matters here. {@code CONFIG} is not asked: hosted Redis often forbids it. */
record RedisCondition(Map<String, String> fields) {
    private static final int MAJOR = 6;
    private static final int MINOR = 2;

    static RedisCondition parse(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && line.charAt(0) != '#') {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new RedisCondition(Map.copyOf(fields));
    }

    /** The version, if it is too old to run the scripts at all. */
    Optional<String> tooOld() {
        String version = fields.getOrDefault("redis_version", "");
        String[] parts = version.split("\\.");
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return major > MAJOR || (major == MAJOR && minor >= MINOR) ? Optional.empty() : Optional.of(version);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        String policy = fields.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            String limit = fields.getOrDefault("maxmemory", "0");
            warnings.add("Redis may evict leases: maxmemory-policy is " + policy + " (expected: noeviction), and "
                    + (limit.equals("0")
                            ? "maxmemory is not set, so nothing is evicted until it is"
                            : "maxmemory is set to " + limit + " bytes"));
        }
        if ("slave".equals(fields.get("role"))) {
            warnings.add("Redis is a replica and takes no writes (expected: the master, or a redis-sentinel:// URL)");
        }
        return List.copyOf(warnings);
    }
}
