package io.physalia.jellyfin.api;

import io.physalia.cluster.redis.RedisProcess;
import io.physalia.database.TestDatabases;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Pods of one colony, each a process, on a Redis and a PostgreSQL of their own. */
final class TestColony implements AutoCloseable {
    private final Path directory;
    private final RedisProcess redis = RedisProcess.start();
    private final String database;
    private final List<TestPod> pods = new ArrayList<>();
    private final Random random = new Random(7);
    private final List<String> flags;

    /** @param flags more of them, for every pod */
    TestColony(Path directory, int size, String... flags) throws Exception {
        this.flags = List.of(flags);
        this.directory = directory;
        this.database = TestDatabases.postgres(directory).url().orElseThrow();
        List<CompletableFuture<TestPod>> starting = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = "pod-" + i;
            starting.add(CompletableFuture.supplyAsync(() -> start(name)));
        }
        starting.forEach(pod -> pods.add(pod.join()));
    }

    private TestPod start(String name) {
        try {
            List<String> all = new ArrayList<>(flags);
            all.addAll(List.of("--pod-name", name, "--redis-url", redis.url(), "--database-url", database));
            return TestPod.start(Files.createDirectories(directory.resolve(name)), all.toArray(String[]::new));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    TestPod pod(int index) {
        return pods.get(index);
    }

    URI at(int index) {
        return pods.get(index).address();
    }

    RedisProcess redis() {
        return redis;
    }

    /** Starts a pod that was killed anew, under its name. */
    void restart(int index) {
        pods.set(index, start("pod-" + index));
    }

    /** Any pod that is alive. */
    URI anywhere() {
        List<TestPod> alive = pods.stream().filter(TestPod::isAlive).toList();
        return alive.get(random.nextInt(alive.size())).address();
    }

    @Override
    public void close() {
        pods.stream().filter(TestPod::isAlive).forEach(TestPod::close);
        redis.close();
    }
}
