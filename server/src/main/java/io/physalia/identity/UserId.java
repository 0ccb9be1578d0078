package io.physalia.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of a user, for ever the same.
 *
 * @param value 32 hexadecimal digits in lower case
 */
public record UserId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /** Nobody's: whom an API key acts as. */
    public static final UserId NOBODY = new UserId("0".repeat(32));

    public UserId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("user id: \"" + value + "\" (expected: 32 hexadecimal digits)");
        }
    }

    public static UserId random() {
        return new UserId(UUID.randomUUID().toString().replace("-", ""));
    }

    /** Reads an id in either case, with or without dashes; empty if the text is no id. */
    public static Optional<UserId> find(String text) {
        String plain = text.replace("-", "").toLowerCase(Locale.ROOT);
        return FORM.matcher(plain).matches() ? Optional.of(new UserId(plain)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
