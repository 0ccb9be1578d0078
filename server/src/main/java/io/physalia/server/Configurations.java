package io.physalia.server;

import static io.physalia.database.schema.Tables.CONFIGURATIONS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.physalia.cluster.Bus;
import io.physalia.database.Database;
import io.physalia.database.ReadThrough;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;

/**
 * What administrators have set, as named JSON documents with the members and defaults of Jellyfin's configurations; the defaults are the resource files
 * beside this class, and say which members there are and of what type. Thread-safe; a change is seen by every pod at once over the bus,
 * and within seconds without it. While the database is down the last known values stand.
 */
public final class Configurations {
    public static final String SYSTEM = "system";
    public static final String NETWORK = "network";
    public static final String ENCODING = "encoding";
    public static final String BRANDING = "branding";

    private static final List<String> KEYS =
            List.of(SYSTEM, NETWORK, ENCODING, BRANDING, "metadata", "xbmcmetadata", "livetv");
    private static final Bus.Topic TOPIC = new Bus.Topic("configuration.changed");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final Bus bus;
    private final ReadThrough<String, ObjectNode> cache;

    public Configurations(Database database, Bus bus, LongSupplier nanoTime) {
        this.database = database;
        this.bus = bus;
        this.cache = new ReadThrough<>(
                "configuration", key -> Optional.of(load(key)), ReadThrough.FRESH, KEYS.size(), nanoTime);
        var _ = bus.subscribe(TOPIC, cache::expire);
    }

    /**
     * A document, complete, and the caller's own.
     *
     * @param name ignoring case
     * @throws Failure {@code ITEM_NOT_FOUND} if there is no such configuration
     */
    public ObjectNode get(String name) {
        return shared(name).deepCopy();
    }

    /** What stands at a member of a document; a wrong name of our own is an error. */
    public JsonNode member(String name, String member) {
        JsonNode value = shared(name).get(member);
        if (value == null) {
            throw new IllegalArgumentException("no configuration " + name + "." + member);
        }
        return value;
    }

    /** What stands at a member as far as this pod knows at the moment; never waits. Empty: nothing has been read yet. */
    public Optional<JsonNode> peek(String name, String member) {
        return cache.peek(key(name)).map(document -> document.get(member));
    }

    public boolean isOn(String name, String member) {
        return member(name, member).asBoolean();
    }

    public List<String> listTexts(String name, String member) {
        return StreamSupport.stream(member(name, member).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /**
     * Changes the members that are given, and leaves the others as they are; members that there are not are ignored.
     *
     * @return the document as it is now
     * @throws Failure {@code ITEM_NOT_FOUND}, {@code INVALID_PARAMETER} if a member has the wrong type
     */
    public ObjectNode change(String name, JsonNode changes) {
        String key = key(name);
        ObjectNode defaults = defaults(key);
        ObjectNode changed = database.write(sql -> {
            ObjectNode now = DocumentChanges.overlay(
                    defaults,
                    parse(sql.select(CONFIGURATIONS.DOCUMENT)
                            .from(CONFIGURATIONS)
                            .where(CONFIGURATIONS.KEY.eq(key))
                            .fetchOptional(CONFIGURATIONS.DOCUMENT)));
            ObjectNode next = DocumentChanges.apply(now, defaults, changes);
            sql.insertInto(CONFIGURATIONS)
                    .set(CONFIGURATIONS.KEY, key)
                    .set(CONFIGURATIONS.DOCUMENT, next.toString())
                    .onConflict(CONFIGURATIONS.KEY)
                    .doUpdate()
                    .set(CONFIGURATIONS.DOCUMENT, next.toString())
                    .execute();
            return next;
        });
        cache.expire(key);
        var _ = cache.find(key);
        bus.publish(TOPIC, key);
        return changed;
    }

    /** The document as others see it too: not to be changed. */
    ObjectNode shared(String name) {
        return cache.find(key(name)).orElseThrow();
    }

    private ObjectNode load(String key) {
        return DocumentChanges.overlay(
                defaults(key),
                parse(database.read(sql -> sql.select(CONFIGURATIONS.DOCUMENT)
                        .from(CONFIGURATIONS)
                        .where(CONFIGURATIONS.KEY.eq(key))
                        .fetchOptional(CONFIGURATIONS.DOCUMENT))));
    }

    private static String key(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!KEYS.contains(key)) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, "there is no such configuration");
        }
        return key;
    }

    private static ObjectNode parse(Optional<String> document) {
        try {
            return document.isPresent() && JSON.readTree(document.get()) instanceof ObjectNode object
                    ? object
                    : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration in the database is no JSON", e);
        }
    }

    private static ObjectNode defaults(String key) {
        String file = "configuration/" + key + ".json";
        try (InputStream in = Configurations.class.getResourceAsStream(file)) {
            if (in == null || !(JSON.readTree(in) instanceof ObjectNode object)) {
                throw new IllegalStateException("the program lacks its own " + file);
            }
            return object;
        } catch (IOException e) {
            throw new IllegalStateException("the program's own " + file + " cannot be read", e);
        }
    }
}
