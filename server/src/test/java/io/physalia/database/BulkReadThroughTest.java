package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkReadThroughTest {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int MOST = 10;

    private final AtomicLong nanoTime = new AtomicLong();
    private final List<List<String>> asked = new ArrayList<>();
    private final Map<String, String> rows = new HashMap<>(Map.of("a", "1", "b", "2"));
    private Runnable meanwhile = () -> {};
    private Runnable catchUp = () -> {};
    private final BulkReadThrough<String, String> cache =
            new BulkReadThrough<>("test", FRESH, MOST, nanoTime::get, () -> catchUp.run());

    private Map<String, String> find(Collection<String> keys) {
        return cache.find(keys, this::load);
    }

    private Map<String, String> load(Collection<String> keys) {
        asked.add(List.copyOf(keys));
        Map<String, String> found = new HashMap<>(rows);
        found.keySet().retainAll(keys);
        meanwhile.run();
        return found;
    }

    @Test
    void onlyWhatIsNotKnownIsAskedForAndAllOfItTogether() {
        assertThat(find(List.of("a"))).isEqualTo(Map.of("a", "1"));
        assertThat(find(List.of("a", "b", "c"))).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(find(List.of("c", "b", "a"))).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(asked).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void nothingIsGivenOutThatIsNoLongerFresh() {
        find(List.of("a", "c"));
        rows.put("a", "3");
        rows.put("c", "4");
        nanoTime.addAndGet(FRESH.toNanos() - 1);
        assertThat(find(List.of("a", "c"))).isEqualTo(Map.of("a", "1"));
        nanoTime.addAndGet(1);
        assertThat(find(List.of("a", "c"))).isEqualTo(Map.of("a", "3", "c", "4"));
    }

    @Test
    void whatWasMissedIsCaughtUpWithBeforeAnythingIsGivenOut() {
        find(List.of("a"));
        rows.put("a", "3");
        catchUp = cache::forgetAll;
        assertThat(find(List.of("a"))).isEqualTo(Map.of("a", "3"));
    }

    @Test
    void whatIsForgottenIsAskedForAgain() {
        find(List.of("a", "b"));
        cache.forgetIf(key -> key.equals("b"));
        find(List.of("a", "b"));
        cache.forgetAll();
        find(List.of("a", "b"));
        assertThat(asked).containsExactly(List.of("a", "b"), List.of("b"), List.of("a", "b"));
    }

    @Test
    void whatWasReadBeforeAChangeIsNotKeptAfterIt() {
        for (Runnable forget : List.<Runnable>of(cache::forgetAll, () -> cache.forgetIf("a"::equals))) {
            meanwhile = () -> {
                rows.put("a", "changed");
                forget.run();
            };
            assertThat(find(List.of("a"))).as("asked for before the change").isNotEqualTo(rows);
            meanwhile = () -> {};
            assertThat(find(List.of("a"))).isEqualTo(Map.of("a", "changed"));
            cache.forgetAll();
            rows.put("a", "1");
        }
    }

    @Test
    void whatNobodyUsesMakesRoom() {
        find(List.of("a", "b"));
        for (int i = 0; i < 40; i++) {
            find(List.of("a", "x" + i));
        }
        asked.clear();
        find(List.of("a"));
        assertThat(asked).as("used all the time").isEmpty();
        find(List.of("b"));
        assertThat(asked).as("not used since").containsExactly(List.of("b"));
    }

    @Test
    void moreThanThereIsRoomForIsReadAndNotKept() {
        find(List.of("a"));
        List<String> many = IntStream.range(0, 2 * MOST).mapToObj(i -> "y" + i).toList();
        rows.put("y3", "3");
        assertThat(find(many)).isEqualTo(Map.of("y3", "3"));
        assertThat(find(many)).isEqualTo(Map.of("y3", "3"));
        assertThat(find(List.of("a"))).isEqualTo(Map.of("a", "1"));
        assertThat(asked).containsExactly(List.of("a"), many, many);
    }
}
