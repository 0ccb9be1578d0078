package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ItemKindTest {
    @Test
    void idsAreDerivedAsJellyfinDerivesThem() {
        // The well-known id of the user root folder of a Jellyfin server whose data is in the standard place.
        assertThat(ItemKind.USER_ROOT_FOLDER.idOf("root\\default").value())
                .isEqualTo("e9d5075a555c1cbc394eec4cef295274");
        // The well-known id of a library named "Movies".
        assertThat(ItemKind.COLLECTION_FOLDER.idOf("root\\default\\Movies").value())
                .isEqualTo("f137a2dd21bbc1b99aa5c0f6bf02a805");
    }

    @Test
    void anIdIsReadWithDashesAndInEitherCase() {
        ItemId id = ItemKind.MOVIE.idOf("/films/a.mkv");
        String dashed = id.value().replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        assertThat(ItemId.find(dashed.toUpperCase(java.util.Locale.ROOT))).contains(id);
        assertThat(ItemId.find("nonsense")).isEmpty();
    }
}
