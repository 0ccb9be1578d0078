package io.physalia.server;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened and that an administrator may want to know.
 *
 * @param id rises with time
 * @param name what happened, in a sentence
 * @param kind what sort of thing, in Jellyfin's words: {@code AuthenticationFailed}
 * @param item the id of the item that it is about
 * @param user the id of the user that it is about
 */
public record Activity(
        long id,
        String name,
        Optional<String> overview,
        Optional<String> shortOverview,
        String kind,
        Optional<String> item,
        Optional<String> user,
        Severity severity,
        Instant date) {

    /** How bad it is, in Jellyfin's words. */
    public enum Severity {
        INFORMATION,
        WARNING,
        ERROR
    }
}
