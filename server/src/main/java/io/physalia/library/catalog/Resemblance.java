package io.physalia.library.catalog;

import io.physalia.library.ItemId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** How much items have in common with one. One thread uses it. */
final class Resemblance {
    private static final Comparator<Map.Entry<Listing.Id, Score>> BEST_FIRST =
            Comparator.<Map.Entry<Listing.Id, Score>>comparingInt(each -> -each.getValue().sum)
                    .thenComparingInt(each -> each.getValue().rank)
                    .thenComparing(Map.Entry::getKey);

    private final Map<Listing.Id, Score> scores = new HashMap<>();

    /** Of one item. */
    private static final class Score {
        private int sum;
        private int rank = Integer.MAX_VALUE;
    }

    /**
     * One thing in common.
     *
     * @param weight how much it says
     * @param rank the place among all that have it, the best rated first, from 0
     */
    void add(Listing.Id item, int weight, int rank) {
        Score score = scores.computeIfAbsent(item, _ -> new Score());
        score.sum += weight;
        score.rank = Math.min(score.rank, rank);
    }

    /** The most similar, without the item itself. */
    List<ItemId> best(ItemId self, int limit) {
        scores.remove(Listing.Id.of(self));
        PriorityQueue<Map.Entry<Listing.Id, Score>> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());
        for (Map.Entry<Listing.Id, Score> each : scores.entrySet()) {
            if (worstFirst.size() < limit) {
                worstFirst.add(each);
            } else if (limit > 0 && BEST_FIRST.compare(each, worstFirst.element()) < 0) {
                worstFirst.remove();
                worstFirst.add(each);
            }
        }
        return worstFirst.stream()
                .sorted(BEST_FIRST)
                .map(each -> each.getKey().item())
                .toList();
    }
}
