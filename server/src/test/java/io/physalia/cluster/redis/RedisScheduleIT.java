package io.physalia.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.ColonyWorld;
import io.physalia.cluster.ScheduleContract;
import io.physalia.cluster.ScheduleRuns;
import io.physalia.cluster.local.LocalWorld;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RedisScheduleIT extends ScheduleContract {
    @SuppressWarnings("NullAway.Init")
    private RedisProcess redis;

    @BeforeAll
    void start() {
        redis = RedisProcess.start();
    }

    @AfterAll
    void stop() {
        redis.close();
    }

    @Override
    protected ColonyWorld world() {
        return new RedisWorld(redis);
    }

    @Override
    protected int schedules() {
        return 10;
    }

    /** Both adapters are written from the same rules by different means; a difference is a mistake in one of them. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theAnswersAreThoseOfTheLocalAdapter(long seed) {
        try (RedisWorld world = new RedisWorld(redis);
                LocalWorld local = new LocalWorld()) {
            assertThat(ScheduleRuns.answers(seed, world))
                    .as("seed " + seed)
                    .containsExactlyElementsOf(ScheduleRuns.answers(seed, local));
        }
    }

    /**
     * A mistake in any script is found: each line makes one, as it may happen to anybody (some did happen to others), and the
     * checker must object to some schedule.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "renew   | == ARGV[grants + i - 1] and | ~= '' and | renewing without owner check",
                "renew   | > now then | > 0 then | renewing what has expired",
                "renew   | redis.call('ZADD', KEYS[key], unpack(extended)) | local x = 1 | renewing in words only",
                "release | ~= ARGV[2] | == '' | a former owner deleting its successor's record",
                "release | redis.call('ZREM', KEYS[2], ARGV[1]) | local x = 1 | leaving the expiry behind",
                "handover| ~= ARGV[2] | == '' | a former owner expiring its successor's lease",
                "handover| math.min(expiry, now) | expiry | handing over in words only",
                "forget  | ~= ARGV[2] | == '' | forgetting another's record",
                "forget  | > now | > 8e15 | forgetting a live lease",
                "acquire | > now then | > now + 1000 then | granting a live lease",
                "acquire | local epoch = | local epoch = now local unused = | epochs by the clock alone",
                "acquire | tonumber(ARGV[4]) + 1, now, | 0, | epochs that start again when Redis lost its data",
                "acquire | HSETNX', KEYS[5] | HSET', KEYS[5] | a successor's payload over the first",
                "clock   | now = before | ahead = 0 | time that goes back with the clock",
                "due     | '-inf' | '(' .. text(now - 5000) | orphans that are not found",
                "records | if grants[i] then | if grants[i] and tonumber(expiries[i]) > now then | the record vanishing with its lease"
            })
    void aMistakeInAScriptIsFound(String script, String right, String wrong, String name) {
        try (RedisWorld world = new RedisWorld(redis, resource -> {
            String text = RedisScripts.resource(resource);
            return resource.equals(script) ? mutated(text, right, wrong) : text;
        })) {
            List<String> found = ScheduleRuns.firstViolations(world, 60);
            assertThat(found).as(name).isNotEmpty();
        }
    }

    private static String mutated(String text, String right, String wrong) {
        assertThat(text).contains(right);
        return text.replace(right, wrong);
    }
}
