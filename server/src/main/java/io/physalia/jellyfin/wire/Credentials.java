package io.physalia.jellyfin.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who a request says it comes from, in any of the forms clients use. Nothing here is proven: the token must still be looked up.
 *
 * @param token the access token, if there is one
 * @param client the application's name; empty if unknown
 * @param device the device's name; empty if unknown
 * @param deviceId the device's own id; empty if unknown
 * @param version the application's version; empty if unknown
 */
public record Credentials(Optional<String> token, String client, String device, String deviceId, String version) {
    private static final int LONGEST = 256;

    public Credentials {
        client = shortened(client);
        device = shortened(device);
        deviceId = shortened(deviceId);
        version = shortened(version);
    }

    /**
     * Reads them. Order of the token: the {@code Authorization} header, {@code X-Emby-Token}, {@code X-MediaBrowser-Token}, query
     * {@code ApiKey}, query {@code api_key}.
     *
     * @param header gives a header's value by its name, ignoring case
     * @param allowLegacy whether the forms that Jellyfin 12 has given up are read too: all but the scheme {@code MediaBrowser} and {@code ApiKey}
     */
    public static Credentials read(
            Function<String, Optional<String>> header, QueryParameters query, boolean allowLegacy) {
        Map<String, String> pairs = header.apply("Authorization")
                .flatMap(value -> findPairs(value, allowLegacy))
                .or(() -> legacy(allowLegacy, () -> header.apply("X-Emby-Authorization"))
                        .flatMap(value -> findPairs(value, true)))
                .orElse(Map.of());
        Optional<String> token = nonBlank(Optional.ofNullable(pairs.get("token")))
                .or(() -> nonBlank(legacy(allowLegacy, () -> header.apply("X-Emby-Token"))))
                .or(() -> nonBlank(legacy(allowLegacy, () -> header.apply("X-MediaBrowser-Token"))))
                .or(() -> query.findText("ApiKey"))
                .or(() -> legacy(allowLegacy, () -> query.findText("api_key")));
        return new Credentials(
                token,
                pairs.getOrDefault("client", ""),
                pairs.getOrDefault("device", ""),
                // Players that fetch a media URL send no header; the URL then names the device.
                nonBlank(Optional.ofNullable(pairs.get("deviceid")))
                        .or(() -> query.findText("DeviceId"))
                        .orElse(""),
                pairs.getOrDefault("version", ""));
    }

    private static Optional<String> legacy(boolean allowed, Supplier<Optional<String>> form) {
        return allowed ? form.get() : Optional.empty();
    }

    /** The pairs of a header value with the scheme {@code MediaBrowser} or {@code Emby}; keys in lower case. */
    private static Optional<Map<String, String>> findPairs(String value, boolean allowLegacy) {
        String text = value.strip();
        int space = text.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String scheme = text.substring(0, space).toLowerCase(Locale.ROOT);
        if (!scheme.equals("mediabrowser") && !(allowLegacy && scheme.equals("emby"))) {
            return Optional.empty();
        }
        Map<String, String> pairs = new HashMap<>();
        boolean quoted = false;
        int start = space + 1;
        for (int i = start; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (c == '"') {
                quoted = !quoted;
            } else if (i == text.length() || (c == ',' && !quoted)) {
                addPair(pairs, text.substring(start, i));
                start = i + 1;
            }
        }
        return Optional.of(pairs);
    }

    private static void addPair(Map<String, String> pairs, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return;
        }
        String value = pair.substring(equals + 1).strip();
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        pairs.put(pair.substring(0, equals).strip().toLowerCase(Locale.ROOT), decode(value));
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return value; // a raw percent sign in a device's name
        }
    }

    private static Optional<String> nonBlank(Optional<String> text) {
        return text.map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String shortened(String text) {
        String clean = text.isEmpty() || text.chars().noneMatch(Character::isISOControl)
                ? text
                : text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
