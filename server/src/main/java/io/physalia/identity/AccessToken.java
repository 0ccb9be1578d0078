package io.physalia.identity;

/** A secret that stands for a user on a device. Its text is only ever given to the client: it is not logged, and the database keeps a hash. */
public record AccessToken(String value) {
    public AccessToken {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("access token: empty");
        }
    }

    @Override
    public String toString() {
        return "AccessToken[…]";
    }
}
