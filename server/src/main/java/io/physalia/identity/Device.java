package io.physalia.identity;

/**
 * A client on a device, as it names itself.
 *
 * @param id chosen by the client, 1 to 256 characters
 * @param name e.g. {@code Living room}
 * @param app e.g. {@code Jellyfin Web}
 * @param appVersion e.g. {@code 12.0.0}
 */
public record Device(String id, String name, String app, String appVersion) {
    public Device {
        if (id.isEmpty() || id.length() > 256) {
            throw new IllegalArgumentException("device id: " + id.length() + " characters (expected: 1 to 256)");
        }
    }
}
