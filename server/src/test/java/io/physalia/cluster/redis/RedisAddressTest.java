package io.physalia.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisAddressTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "redis://localhost, localhost:6379",
                "redis://:secret@localhost:7000/2, localhost:7000",
                "rediss://user:secret@redis.example.org:7000, redis.example.org:7000",
                "redis://my_redis:7000, my_redis:7000",
                "redis://:se@cret@127.0.0.1:7000, 127.0.0.1:7000",
                "redis://[::1]:7000, [::1]:7000",
                "\"redis-sentinel://:secret@a:1,b_2:2/3#colony\", \"a:1,b_2:2#colony\"",
                "\"rediss-sentinel://a,b#colony\", \"a:26379,b:26379#colony\"",
                "\"redis-cluster://user:secret@a:1,b:2\", \"a:1,b:2\"",
                "\"rediss-cluster://a,b\", \"a:6379,b:6379\""
            })
    void hostsAreShownAndSecretsAreNot(String url, String shown) {
        RedisAddress address = RedisAddress.parse(url, Duration.ofSeconds(1));
        assertThat(address).hasToString(shown);
        assertThat(address.cluster()).isEqualTo(url.contains("-cluster"));
        assertThat(address.nodes())
                .allSatisfy(node -> assertThat(node.isSsl()).isEqualTo(url.startsWith("rediss")))
                .extracting(RedisURI::getTimeout)
                .containsOnly(Duration.ofSeconds(1));
    }
}
