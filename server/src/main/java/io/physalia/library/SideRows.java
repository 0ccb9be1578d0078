package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEM_DETAILS;
import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.ITEM_LANGUAGES;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_PROVIDER_IDS;
import static io.physalia.database.schema.Tables.ITEM_SIDECARS;
import static io.physalia.database.schema.Tables.ITEM_VALUES;
import static io.physalia.database.schema.Tables.ITEM_WORDS;
import static io.physalia.database.schema.Tables.WORD_TRIGRAMS;

import io.physalia.media.MediaStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/** What the side tables hold of some items: their details, values, people, pictures and words. One use for one batch. */
final class SideRows {
    private final DSLContext sql;
    private final BatchRows details = new BatchRows(
            ITEM_DETAILS, ITEM_DETAILS.ITEM_ID, ITEM_DETAILS.OVERVIEW, ITEM_DETAILS.MEDIA_INFO, ITEM_DETAILS.DOCUMENT);
    private final BatchRows providers = new BatchRows(
            ITEM_PROVIDER_IDS,
            ITEM_PROVIDER_IDS.ITEM_ID,
            ITEM_PROVIDER_IDS.PROVIDER,
            ITEM_PROVIDER_IDS.PROVIDER_KEY,
            ITEM_PROVIDER_IDS.VALUE);
    private final BatchRows values = new BatchRows(
            ITEM_VALUES,
            ITEM_VALUES.ITEM_ID,
            ITEM_VALUES.VALUE_TYPE,
            ITEM_VALUES.POSITION,
            ITEM_VALUES.NAME,
            ITEM_VALUES.VALUE_KEY,
            ITEM_VALUES.VALUE_ID);
    private final BatchRows people = new BatchRows(
            ITEM_PEOPLE,
            ITEM_PEOPLE.ITEM_ID,
            ITEM_PEOPLE.POSITION,
            ITEM_PEOPLE.PERSON_ID,
            ITEM_PEOPLE.NAME,
            ITEM_PEOPLE.PERSON_TYPE,
            ITEM_PEOPLE.ROLE);
    private final BatchRows images = new BatchRows(
            ITEM_IMAGES,
            ITEM_IMAGES.ITEM_ID,
            ITEM_IMAGES.IMAGE_TYPE,
            ITEM_IMAGES.IMAGE_INDEX,
            ITEM_IMAGES.PATH,
            ITEM_IMAGES.MODIFIED_MS,
            ITEM_IMAGES.WIDTH,
            ITEM_IMAGES.HEIGHT,
            ITEM_IMAGES.BLURHASH,
            ITEM_IMAGES.UPLOADED);
    private final BatchRows sidecars = new BatchRows(
            ITEM_SIDECARS,
            ITEM_SIDECARS.ITEM_ID,
            ITEM_SIDECARS.POSITION,
            ITEM_SIDECARS.STREAM_TYPE,
            ITEM_SIDECARS.PATH,
            ITEM_SIDECARS.CODEC,
            ITEM_SIDECARS.LANGUAGE,
            ITEM_SIDECARS.TITLE,
            ITEM_SIDECARS.IS_DEFAULT,
            ITEM_SIDECARS.IS_FORCED,
            ITEM_SIDECARS.IS_HEARING_IMPAIRED,
            ITEM_SIDECARS.MODIFIED_MS);
    private final BatchRows languages =
            new BatchRows(ITEM_LANGUAGES, ITEM_LANGUAGES.ITEM_ID, ITEM_LANGUAGES.STREAM_TYPE, ITEM_LANGUAGES.LANGUAGE);
    private final Map<String, Set<String>> wordsOf = new LinkedHashMap<>();

    SideRows(DSLContext sql) {
        this.sql = sql;
    }

    /** Forgets what the tables hold of the items, but for uploaded pictures. */
    void clear(Collection<String> ids) {
        clearMetadata(ids);
        Map<Table<?>, Field<String>> tables = Map.of(
                ITEM_DETAILS, ITEM_DETAILS.ITEM_ID,
                ITEM_SIDECARS, ITEM_SIDECARS.ITEM_ID,
                ITEM_LANGUAGES, ITEM_LANGUAGES.ITEM_ID);
        tables.forEach((table, id) -> sql.deleteFrom(table).where(id.in(ids)).execute());
        sql.deleteFrom(ITEM_IMAGES)
                .where(ITEM_IMAGES.ITEM_ID.in(ids), ITEM_IMAGES.UPLOADED.isFalse())
                .execute();
    }

    /** Forgets only what metadata decides; the details are left to be overwritten. */
    void clearMetadata(Collection<String> ids) {
        Map<Table<?>, Field<String>> tables = Map.of(
                ITEM_PROVIDER_IDS, ITEM_PROVIDER_IDS.ITEM_ID,
                ITEM_VALUES, ITEM_VALUES.ITEM_ID,
                ITEM_PEOPLE, ITEM_PEOPLE.ITEM_ID,
                ITEM_WORDS, ITEM_WORDS.ITEM_ID);
        tables.forEach((table, id) -> sql.deleteFrom(table).where(id.in(ids)).execute());
    }

    void add(ItemDraft draft) {
        String id = draft.id().value();
        details.add(
                id,
                draft.metadata().overview().orElse(null),
                draft.file().media().map(MediaInfoJson::write).orElse(null),
                MetadataJson.write(draft.metadata()));
        addMetadata(draft.id(), draft.kind(), draft.metadata());
        artwork(id, draft.artwork());
        sidecars(id, draft.sidecars());
        languages(id, draft);
    }

    void addMetadata(ItemId item, ItemKind kind, Metadata metadata) {
        String id = item.value();
        Map<String, String> byKey = new LinkedHashMap<>();
        metadata.providerIds().forEach((provider, value) -> {
            if (byKey.putIfAbsent(provider.toLowerCase(Locale.ROOT), value) == null) {
                providers.add(id, provider, provider.toLowerCase(Locale.ROOT), value);
            }
        });
        values(id, "Genre", metadata.genres(), kind.isMusic() ? ByName::musicGenre : ByName::genre);
        values(id, "Studio", metadata.studios(), ByName::studio);
        values(id, "Tag", metadata.tags(), ByName::tag);
        values(id, "Artist", metadata.artists(), ByName::artist);
        values(id, "AlbumArtist", metadata.albumArtists(), ByName::artist);
        values(id, NamedCollections.VALUE, metadata.collection().stream().toList(), ByName::collection);
        people(id, metadata.people());
        words(id, metadata.name() + " " + metadata.originalTitle().orElse(""));
    }

    /** The words by which an item is found. */
    void words(String id, String names) {
        wordsOf.put(id, SearchWords.ofName(names));
    }

    private void values(String id, String type, List<String> names, Function<String, ItemId> ids) {
        Set<String> keys = new HashSet<>();
        for (String name : names) {
            String key = ByName.key(name);
            if (!name.isBlank() && keys.add(key)) {
                values.add(
                        id,
                        type,
                        keys.size() - 1,
                        name.strip(),
                        key,
                        ids.apply(name).value());
            }
        }
    }

    private void people(String id, List<Credit> credits) {
        int position = 0;
        for (Credit credit : new LinkedHashSet<>(credits)) {
            if (!credit.name().isBlank()) {
                people.add(
                        id,
                        position++,
                        ByName.person(credit.name()).value(),
                        credit.name().strip(),
                        credit.type(),
                        credit.role());
            }
        }
    }

    void artwork(String id, List<Artwork> artwork) {
        Set<String> taken = new HashSet<>();
        for (Artwork each : artwork) {
            if (taken.add(each.type() + each.index())) {
                images.add(
                        id,
                        each.type(),
                        each.index(),
                        each.path().toString(),
                        each.modified().toEpochMilli(),
                        each.width().isPresent() ? each.width().getAsInt() : null,
                        each.height().isPresent() ? each.height().getAsInt() : null,
                        each.blurhash().orElse(null),
                        each.uploaded());
            }
        }
    }

    private void sidecars(String id, List<Sidecar> all) {
        int position = 0;
        for (Sidecar each : all) {
            sidecars.add(
                    id,
                    position++,
                    each.type(),
                    each.path().toString(),
                    each.codec(),
                    each.language(),
                    each.title(),
                    each.isDefault(),
                    each.isForced(),
                    each.isHearingImpaired(),
                    each.modified().toEpochMilli());
        }
    }

    private void languages(String id, ItemDraft draft) {
        Set<List<String>> all = new LinkedHashSet<>();
        draft.file()
                .media()
                .ifPresent(media -> media.streams().forEach(stream -> {
                    switch (stream) {
                        case MediaStream.Audio audio ->
                            all.add(List.of("Audio", audio.common().language()));
                        case MediaStream.Subtitle text ->
                            all.add(List.of("Subtitle", text.common().language()));
                        case MediaStream.Video _, MediaStream.Attachment _, MediaStream.Other _ -> {}
                    }
                }));
        draft.sidecars().forEach(each -> all.add(List.of(each.type(), each.language())));
        all.stream()
                .filter(each -> !each.getLast().isEmpty())
                .forEach(each ->
                        languages.add(id, each.getFirst(), each.getLast().toLowerCase(Locale.ROOT)));
    }

    void write() {
        for (BatchRows rows : List.of(details, providers, values, people, sidecars, languages)) {
            rows.insert(sql);
        }
        images.insertMissing(sql);
        BatchRows words = new BatchRows(ITEM_WORDS, ITEM_WORDS.WORD, ITEM_WORDS.ITEM_ID);
        Set<String> vocabulary = new TreeSet<>();
        wordsOf.forEach((id, own) -> own.forEach(word -> {
            words.add(word, id);
            vocabulary.add(word);
        }));
        words.insertMissing(sql);
        learn(vocabulary);
    }

    /** Takes new words into the vocabulary; in order, so that two writers do not wait for each other in a circle. */
    private void learn(Set<String> vocabulary) {
        BatchRows.inParts(
                vocabulary,
                part -> vocabulary.removeAll(new HashSet<>(sql.selectDistinct(WORD_TRIGRAMS.WORD)
                        .from(WORD_TRIGRAMS)
                        .where(WORD_TRIGRAMS.TRIGRAM.in(
                                part.stream().map(SideRows::first).distinct().toList()))
                        .and(WORD_TRIGRAMS.WORD.in(part))
                        .fetch(WORD_TRIGRAMS.WORD))));
        BatchRows trigrams = new BatchRows(WORD_TRIGRAMS, WORD_TRIGRAMS.TRIGRAM, WORD_TRIGRAMS.WORD);
        vocabulary.forEach(word -> SearchWords.trigrams(word).forEach(trigram -> trigrams.add(trigram, word)));
        trigrams.insertMissing(sql);
    }

    private static String first(String word) {
        return SearchWords.trigrams(word).iterator().next();
    }
}
