package io.physalia.identity;

import java.util.Optional;
import java.util.UUID;

/**
 * The id of a user, for ever the same.
 *
 * @param value 32 hexadecimal digits in lower case
 */
public record UserId(String value) {
    /** Nobody's: whom an API key acts as. */
    public static final UserId NOBODY = new UserId("0".repeat(32));

    public UserId {
        if (!IdForm.isPlain(value)) {
            throw new IllegalArgumentException("user id: \"" + value + "\" (expected: 32 hexadecimal digits)");
        }
    }

    public static UserId random() {
        return new UserId(UUID.randomUUID().toString().replace("-", ""));
    }

    /** Reads an id in either case, with or without dashes; empty if the text is no id. */
    public static Optional<UserId> find(String text) {
        return IdForm.find(text).map(UserId::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
