package io.physalia.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.cluster.redis.RedisProcess;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorsIT {

    private static Failure refusal(String url) {
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> Coordinators.open(Optional.of(url), LeaseTiming.DEFAULT).close());
        assertThat(failure).as(url).isNotNull();
        return failure;
    }

    @Test
    void withoutAUrlOneProcessIsTheColony() {
        try (Coordinator coordinator = Coordinators.open(Optional.empty(), LeaseTiming.DEFAULT)) {
            assertThat(coordinator).isInstanceOf(LocalCoordinator.class);
        }
    }

    /** Run in a JVM of its own by {@link #withoutAUrlNoClassOfTheRedisClientIsLoaded}. */
    static final class OpenWithoutRedis {
        private OpenWithoutRedis() {}

        public static void main(String[] args) {
            try (Coordinator coordinator = Coordinators.open(Optional.empty(), LeaseTiming.DEFAULT)) {
                coordinator.leases().list("transcode").forEach(System.out::println);
            }
        }
    }

    @Test
    void withoutAUrlNoClassOfTheRedisClientIsLoaded() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-verbose:class",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenWithoutRedis.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        assertThat(output).contains("io.physalia.cluster.local.LocalCoordinator");
        assertThat(output).doesNotContain("io.lettuce", "io.netty", "io.physalia.cluster.redis");
    }

    @Test
    void anUnreachableRedisIsNamedWithoutItsPassword() {
        for (String url : new String[] {
            "redis://:hunter2@127.0.0.1:1",
            "redis-sentinel://:hunter2@127.0.0.1:1,127.0.0.1:2#colony",
            "redis-cluster://user:hunter2@127.0.0.1:1,127.0.0.1:2",
            "redis://user:hunter2@no-such-host.invalid:1"
        }) {
            Failure failure = refusal(url);
            assertThat(failure.code()).isEqualTo(FailureCode.REDIS_UNAVAILABLE);
            assertThat(failure.reason()).matches(".*(127\\.0\\.0\\.1|no-such-host\\.invalid):1.*");
            for (Throwable t = failure; t != null; t = t.getCause()) {
                assertThat(String.valueOf(t.getMessage())).doesNotContain("hunter2");
            }
        }
    }

    @Test
    void aPortWhereNobodySpeaksIsRefusedInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            assertThat(refusal("redis://127.0.0.1:" + silent.getLocalPort()).code())
                    .isEqualTo(FailureCode.REDIS_UNAVAILABLE);
            assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "http://:hunter2@localhost",
                "redis//:hunter2@localhost",
                "redis://:hunter2@:x",
                "redis://:hunter2@local host",
                "redis-sentinel://:hunter2@localhost",
                "redis-cluster://:hunter2@",
                "redis-cluster://:hunter2@a,,b"
            })
    void aBadUrlIsRefusedWithoutQuotingIt(String url) {
        Failure failure = refusal(url);
        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_SETTING);
        assertThat(failure.reason()).contains("redis-sentinel://host:port").doesNotContain("hunter2");
    }

    @Test
    void thePasswordIsUsed() {
        try (RedisProcess redis = RedisProcess.start("--requirepass", "hunter2")) {
            String address = "127.0.0.1:" + redis.port();
            for (String login : new String[] {":hunter2@", "default:hunter2@"}) {
                try (Coordinator coordinator =
                        Coordinators.open(Optional.of("redis://" + login + address), LeaseTiming.DEFAULT)) {
                    assertThat(coordinator.leases().list("transcode")).isEmpty();
                }
            }
            Failure failure = refusal("redis://:wrong-password@" + address);
            assertThat(failure.code()).isEqualTo(FailureCode.REDIS_UNAVAILABLE);
            assertThat(failure.reason()).contains(address).doesNotContain("wrong-password");
            assertThat(refusal("redis://" + address).reason()).contains("NOAUTH");
        }
    }
}
