package io.physalia.subtitle;

import java.util.concurrent.CompletableFuture;

/** Where it is asked for that all text of a film is taken out and kept. Thread-safe. */
interface TextDesk {
    /** Nobody does it for others: whoever wants the text takes it out. */
    TextDesk NOBODY = _ -> CompletableFuture.completedFuture(null);

    /** Asks, once for all pods. The answer ends, and never badly, when nothing more is to be waited for; whether the text is there then has to be looked up. */
    CompletableFuture<?> ask(Film film);
}
