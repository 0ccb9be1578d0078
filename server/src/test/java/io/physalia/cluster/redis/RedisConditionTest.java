package io.physalia.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisConditionTest {

    private static RedisCondition version(String version) {
        return RedisCondition.parse("# Server\r\nredis_version:" + version + "\r\nos:Linux\r\n");
    }

    @Test
    void aRedisBefore62IsTooOld() {
        assertThat(version("6.0.16").tooOld()).contains("6.0.16");
        assertThat(version("5.0").tooOld()).isPresent();
        assertThat(version("6.2.0").tooOld()).isEmpty();
        assertThat(version("7.4.1").tooOld()).isEmpty();
        assertThat(version("10.0.0").tooOld()).isEmpty();
    }

    @Test
    void whatCallsItselfOtherwiseIsGivenTheBenefitOfTheDoubt() {
        assertThat(version("unstable").tooOld()).isEmpty();
        assertThat(RedisCondition.parse("").tooOld()).isEmpty();
        assertThat(RedisCondition.parse("").warnings()).isEmpty();
    }
}
