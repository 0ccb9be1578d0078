package io.physalia.jellyfin.socket;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands that a socket has been sent and the board still keeps. After each batch goes a ping with its number; the client's pong says that it has
 * all up to there. Thread-safe.
 */
final class Outbox {
    /** Longer than any command is kept on the board. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(90);

    private final Map<String, Sent> sent = new HashMap<>();
    private long batch;

    private record Sent(long batch, long at, boolean isConfirmed) {}

    /** Which of the texts have not been sent yet; from now on they have, in a new batch. */
    synchronized List<String> fresh(List<String> texts, long now) {
        sent.values().removeIf(each -> now - each.at() > FORGOTTEN.toNanos());
        List<String> fresh =
                texts.stream().filter(text -> !sent.containsKey(text)).toList();
        if (!fresh.isEmpty()) {
            batch++;
            fresh.forEach(text -> sent.put(text, new Sent(batch, now, false)));
        }
        return fresh;
    }

    /** The number of the last batch. */
    synchronized long batch() {
        return batch;
    }

    /** The client has all batches up to this one. */
    synchronized void confirm(long number) {
        sent.replaceAll((_, each) -> each.batch() <= number ? new Sent(each.batch(), each.at(), true) : each);
    }

    /** What the client has confirmed and the board may not know yet. */
    synchronized List<String> listConfirmed() {
        return sent.entrySet().stream()
                .filter(each -> each.getValue().isConfirmed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The board does not keep these any more. */
    synchronized void forget(List<String> texts) {
        texts.forEach(sent::remove);
    }
}
