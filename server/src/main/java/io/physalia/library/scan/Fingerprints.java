package io.physalia.library.scan;

import io.physalia.library.Artwork;
import io.physalia.library.ItemDraft.Role;
import io.physalia.library.ItemId;
import io.physalia.library.Metadata;
import io.physalia.library.Sidecar;
import io.physalia.media.Prober;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Hashes of all that items are made from, as a walk sees it: names, places, sizes and times, but nothing that is inside files. Equal to that of the last scan: nothing has
 * changed, and nothing is read or written. Used by one thread.
 */
final class Fingerprints {
    /** Raised when planners or readers say something else about the same files. */
    private static final int VERSION = 4;

    private final String base;
    private final MessageDigest digest = sha256();
    private final Map<ItemId, String> known = new HashMap<>();

    Fingerprints(ScanOptions options) {
        this.base = VERSION + "|" + Prober.VERSION + "|" + options.reading();
    }

    /** The fingerprints of a unit's items: each changes when any of them does. */
    Map<ItemId, String> of(PlannedUnit unit) {
        Map<ItemId, String> own = new HashMap<>();
        unit.items().forEach(item -> own.put(item.id(), own(item)));
        if (unit.items().size() > 1) {
            String all = hash(unit.items().stream()
                    .map(item -> own.getOrDefault(item.id(), ""))
                    .reduce("", String::concat));
            own.replaceAll((_, fingerprint) -> hash(fingerprint + all));
        }
        known.putAll(own);
        return own;
    }

    private String own(PlannedItem item) {
        StringBuilder text = new StringBuilder(base);
        append(text, item.kind(), item.parent(), role(item.role()), item.versionName(), item.videoType());
        append(text, metadata(item.metadata()));
        append(
                text,
                item.path().map(Object::toString).orElse(""),
                item.media().map(FileEntry::state).orElse(""));
        item.nfos().forEach(file -> append(text, file.state()));
        for (Artwork picture : item.artwork()) {
            append(text, picture.type(), picture.index(), picture.path(), picture.modified());
        }
        for (Sidecar file : item.sidecars()) {
            append(text, file.path(), file.modified());
        }
        Stream.of(item.series(), item.season())
                .forEach(above -> append(
                        text,
                        above.map(each -> each.id() + known.getOrDefault(each.id(), ""))
                                .orElse("")));
        append(text, item.album().map(each -> each.id().toString()).orElse(""));
        return hash(text.toString());
    }

    /** What planners say; in an order that is the same in every process. */
    private static String metadata(Metadata metadata) {
        return List.of(
                        metadata.name(),
                        metadata.productionYear(),
                        metadata.premiereDate(),
                        new TreeMap<>(metadata.providerIds()),
                        metadata.indexNumber(),
                        metadata.indexNumberEnd(),
                        metadata.parentIndexNumber(),
                        metadata.threeD())
                .toString();
    }

    private static String role(Role role) {
        return switch (role) {
            case Role.Main _ -> "";
            case Role.Extra(ItemId owner, String type) -> owner + type;
            case Role.Version(ItemId primary) -> primary + "version";
            case Role.Part(ItemId first, int number) -> first + "part" + number;
        };
    }

    private static void append(StringBuilder text, Object... parts) {
        for (Object part : parts) {
            text.append('|').append(part);
        }
    }

    private String hash(String text) {
        byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
