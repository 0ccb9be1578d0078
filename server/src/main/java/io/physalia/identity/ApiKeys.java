package io.physalia.identity;

import java.time.Instant;
import java.util.List;

/** Keys by which programs administer the server without being anybody. Thread-safe; any pod knows a change at once. */
public interface ApiKeys {

    /**
     * A key.
     *
     * @param name what it is for
     * @param token given out again and again, to administrators
     */
    record ApiKey(long id, String name, AccessToken token, Instant created, Instant lastActivity) {}

    /** The newest first. */
    List<ApiKey> list();

    ApiKey create(String name);

    /** Ends a key; unknown: {@code ITEM_NOT_FOUND}. */
    void revoke(AccessToken token);
}
