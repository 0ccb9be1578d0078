package io.physalia.colony.door;

import org.jspecify.annotations.Nullable;

/** What the front door answers itself. */
@FunctionalInterface
public interface LocalPages {

    /**
     * Answers a request, or leaves it to the pods.
     *
     * @param target the path with its query
     * @param marked whether the request carries the header {@code X-Physalia-Demo}, which pages of other origins cannot send
     * @return null: not ours
     */
    @Nullable
    Reply answer(String method, String target, boolean marked);
}
