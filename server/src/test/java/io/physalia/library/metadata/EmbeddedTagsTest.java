package io.physalia.library.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.library.Credit;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.media.MediaInfo;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbeddedTagsTest {
    private static final EmbeddedTags.Choices PLAIN =
            new EmbeddedTags.Choices(false, false, false, List.of(), List.of());

    private static Metadata read(
            EmbeddedTags.Choices choices, ItemKind kind, boolean isExtra, Map<String, String> tags) {
        MediaInfo media = new MediaInfo("flac", Duration.ZERO, Duration.ZERO, 1, 0, List.of(), List.of(), tags);
        return new EmbeddedTags(choices)
                .find(new MetadataProvider.Subject(
                        kind, Metadata.builder("Known").build(), isExtra, List.of(), Optional.of(media)))
                .orElseThrow();
    }

    @Test
    void songsAreReadWhole() {
        Metadata song = read(
                PLAIN,
                ItemKind.AUDIO,
                false,
                Map.ofEntries(
                        Map.entry("title", "T"),
                        Map.entry("artist", "A; B"),
                        Map.entry("album_artist", "AA"),
                        Map.entry("album", "Al"),
                        Map.entry("track", "03/12"),
                        Map.entry("disc", "2/2"),
                        Map.entry("genre", "Rock;Pop / Jazz"),
                        Map.entry("date", "1999-05-06"),
                        Map.entry("composer", "C"),
                        Map.entry("label", "L"),
                        Map.entry("musicbrainz_albumid", "x"),
                        Map.entry("musicbrainz artist id", "y; z")));
        assertThat(song.name()).isEqualTo("T");
        assertThat(song.artists()).containsExactly("A", "B");
        assertThat(song.albumArtists()).containsExactly("AA");
        assertThat(song.album()).contains("Al");
        assertThat(song.indexNumber()).hasValue(3);
        assertThat(song.parentIndexNumber()).hasValue(2);
        assertThat(song.genres()).containsExactly("Rock", "Pop", "Jazz");
        assertThat(song.productionYear()).hasValue(1999);
        assertThat(song.premiereDate()).contains(LocalDate.of(1999, 5, 6));
        assertThat(song.people()).containsExactly(new Credit("C", "Composer", ""));
        assertThat(song.providerIds()).isEqualTo(Map.of("MusicBrainzAlbum", "x", "MusicBrainzArtist", "y"));
    }

    @Test
    void delimitersDivideNamesButNotThoseOnTheList() {
        EmbeddedTags.Choices choices = new EmbeddedTags.Choices(false, false, false, List.of("/"), List.of("AC/DC"));
        assertThat(read(choices, ItemKind.AUDIO, false, Map.of("artist", "AC/DC/Other"))
                        .artists())
                .containsExactly("AC/DC", "Other");
        assertThat(read(PLAIN, ItemKind.AUDIO, false, Map.of("artist", "AC/DC")).artists())
                .containsExactly("AC/DC");
    }

    @Test
    void videosAreReadWhereTheLibrarySaysSo() {
        Map<String, String> tags = Map.of("title", "Inside", "season_number", "2", "episode_sort", "5");
        assertThat(read(PLAIN, ItemKind.EPISODE, false, tags))
                .isEqualTo(Metadata.builder("").build());
        Metadata episode =
                read(new EmbeddedTags.Choices(true, false, true, List.of(), List.of()), ItemKind.EPISODE, false, tags);
        assertThat(episode.name()).isEqualTo("Inside");
        assertThat(episode.parentIndexNumber()).hasValue(2);
        assertThat(episode.indexNumber()).hasValue(5);
        EmbeddedTags.Choices extras = new EmbeddedTags.Choices(false, true, false, List.of(), List.of());
        assertThat(read(extras, ItemKind.VIDEO, true, tags).name()).isEqualTo("Inside");
        assertThat(read(extras, ItemKind.VIDEO, false, tags).name()).isEmpty();
    }
}
