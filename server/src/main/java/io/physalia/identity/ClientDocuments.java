package io.physalia.identity;

import java.util.Optional;

/** What clients keep with the server for a user, as they sent it. Thread-safe; any pod sees a change at once. Removed with the user. */
public interface ClientDocuments {

    Optional<String> find(UserId user, Key key);

    /** Replaces the document; it is in the database when this returns. */
    void put(UserId user, Key key, String document);

    /** What a document is about. */
    enum Kind {
        /** What a client said that it can do; by device. */
        CAPABILITIES,
        /** How a client shows things; by client and view. */
        DISPLAY_PREFERENCES
    }

    /**
     * Which document.
     *
     * @param client the client's name; may be empty, at most 256 characters
     * @param name at most 256 characters
     */
    record Key(Kind kind, String client, String name) {
        public Key {
            if (client.length() > 256 || name.length() > 256) {
                throw new IllegalArgumentException("client document: a name of "
                        + Math.max(client.length(), name.length()) + " characters (expected: at most 256)");
            }
        }
    }
}
