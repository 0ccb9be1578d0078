package io.physalia.colony.evening;

import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Does harm to a colony, one thing at a time in an order given by a seed, and waits until it has recovered. */
public final class Disturber {
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofMillis(4500);
    private static final Duration REDIS_GONE = Duration.ofSeconds(3);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Two kinds, however long it takes to recover from the first. */
    private static final int LEAST = 2;

    /** What is done. */
    public enum Harm {
        /** A pod is killed and started again. */
        KILL,
        /** A pod is told to end, ends, and is started again. */
        DRAIN,
        /** A pod is held still for longer than its lease. */
        PAUSE,
        /** Redis is gone for a while and comes back empty. */
        REDIS
    }

    private final Colony colony;
    private final Weather weather;
    private final Random random;
    private final Consumer<String> teller;
    private final Map<Harm, Integer> done = new TreeMap<>();

    /** @param teller hears what is done, as it is done */
    public Disturber(Colony colony, Weather weather, long seed, Consumer<String> teller) {
        this.colony = colony;
        this.weather = weather;
        this.random = new Random(seed);
        this.teller = teller;
    }

    /** Goes on until the time is over, and something has been done twice at least; then everything is well again. */
    void disturbUntil(long deadlineNanos) throws InterruptedException {
        List<Harm> harms = List.of(Harm.values());
        int offset = random.nextInt(harms.size());
        for (int i = 0; ; i++) {
            rest();
            if (System.nanoTime() >= deadlineNanos && i >= LEAST) {
                return;
            }
            disturb(harms.get((offset + i) % harms.size()));
        }
    }

    /** Does each of these once, in an order by chance; then everything is well again. */
    public void disturbOnceEach(Collection<Harm> harms) throws InterruptedException {
        List<Harm> order = new ArrayList<>(harms);
        Collections.shuffle(order, random);
        for (Harm harm : order) {
            rest();
            disturb(harm);
        }
        rest();
    }

    private void rest() throws InterruptedException {
        Thread.sleep(CALM.plusMillis(random.nextInt(2000)));
    }

    private void disturb(Harm harm) throws InterruptedException {
        PodProcess pod = colony.pods().get(random.nextInt(colony.pods().size()));
        String what = harm + (harm == Harm.REDIS ? "" : " of " + pod.name());
        teller.accept(what);
        weather.breaks(what, harm == Harm.REDIS);
        inflict(harm, pod);
        colony.pods().forEach(each -> each.awaitReady(DEADLINE));
        weather.clears();
        done.merge(harm, 1, Integer::sum);
    }

    private void inflict(Harm harm, PodProcess pod) throws InterruptedException {
        switch (harm) {
            case KILL -> {
                pod.kill();
                pod.start();
            }
            case DRAIN -> {
                pod.terminate();
                if (!pod.awaitEnd(DEADLINE)) {
                    throw new IllegalStateException(pod.name() + " does not end");
                }
                pod.start();
            }
            case PAUSE -> {
                pod.pause();
                Thread.sleep(LONGER_THAN_A_LEASE);
                pod.resume();
            }
            case REDIS -> {
                colony.redis().kill();
                Thread.sleep(REDIS_GONE);
                colony.redis().startEmpty();
            }
        }
    }

    /** How often what was done. */
    Map<String, Integer> done() {
        Map<String, Integer> names = new TreeMap<>();
        done.forEach((harm, times) -> names.put(harm.name(), times));
        return names;
    }
}
