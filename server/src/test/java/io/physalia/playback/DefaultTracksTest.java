package io.physalia.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.identity.SubtitleMode;
import io.physalia.identity.UserConfiguration;
import io.physalia.library.Sidecar;
import io.physalia.media.MediaInfo;
import io.physalia.playback.Tracks.AudioFreedom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultTracksTest {
    /** 1: English, default; 2: German; 3: English text; 4: German text, forced; 5: English pictures, default. */
    private static final MediaInfo FILM = Films.mkv()
            .h264()
            .audio("aac", 2, "eng", true)
            .audio("aac", 2, "ger", false)
            .subtitle("subrip", "eng", false, false)
            .subtitle("subrip", "ger", false, true)
            .subtitle("hdmv_pgs_subtitle", "eng", true, false)
            .build();

    private static final SourceStreams SOURCE = SourceStreams.of(FILM, List.of());

    private static UserConfiguration likes(
            @Nullable String audio, boolean playDefault, @Nullable String subtitle, SubtitleMode mode) {
        UserConfiguration usual = UserConfiguration.DEFAULT;
        return new UserConfiguration(
                audio,
                playDefault,
                subtitle,
                false,
                List.of(),
                mode,
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                usual.hidePlayedInLatest(),
                true,
                true,
                true,
                null);
    }

    private static Tracks tracks(UserConfiguration preferred) {
        return DefaultTracks.of(SOURCE, preferred, PlayState.UNTOUCHED);
    }

    private static PlayState chosen(int audio, int subtitle) {
        return new PlayState(
                Duration.ZERO,
                1,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(audio),
                Optional.of(subtitle));
    }

    @Nested
    class Sound {
        @Test
        void isTheMarkedStreamUnlessALanguageIsWanted() {
            assertThat(tracks(likes(null, true, null, SubtitleMode.NONE)).audio())
                    .hasValue(1);
            assertThat(tracks(likes("ger", false, null, SubtitleMode.NONE)).audio())
                    .hasValue(2);
        }

        @Test
        void isTheMarkedStreamWhereThatCountsMore() {
            assertThat(tracks(likes("ger", true, null, SubtitleMode.NONE)).audio())
                    .hasValue(1);
        }

        @Test
        void isFoundByEveryNameOfALanguage() {
            assertThat(tracks(likes("deu", false, null, SubtitleMode.NONE)).audio())
                    .hasValue(2);
            assertThat(tracks(likes("de", false, null, SubtitleMode.NONE)).audio())
                    .hasValue(2);
        }

        @Test
        void isWhatWasChosenLastTime() {
            Tracks tracks = DefaultTracks.of(SOURCE, likes(null, true, null, SubtitleMode.NONE), chosen(2, -1));
            assertThat(tracks.audio()).hasValue(2);
            assertThat(tracks.freedom()).isEqualTo(AudioFreedom.NONE);
        }

        @Test
        void isNotAStreamThatIsGone() {
            Tracks tracks = DefaultTracks.of(SOURCE, likes(null, true, null, SubtitleMode.NONE), chosen(7, 7));
            assertThat(tracks.audio()).hasValue(1);
            assertThat(tracks.subtitle()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "NONE,        eng, 0",
                "DEFAULT,     -,   5",
                "ALWAYS,      eng, 5",
                "ALWAYS,      ger, 4",
                "ALWAYS,      fre, 0",
                "ONLY_FORCED, ger, 4",
                "ONLY_FORCED, eng, 0",
                "SMART,       eng, 0",
                "SMART,       ger, 4",
            })
    void subtitlesFollowTheMode(SubtitleMode mode, @Nullable String language, int expected) {
        assertThat(tracks(likes(null, true, language, mode)).subtitle().orElse(0))
                .isEqualTo(expected);
    }

    @Test
    void subtitlesThatWereSwitchedOffStayOff() {
        assertThat(DefaultTracks.of(SOURCE, likes(null, true, "eng", SubtitleMode.ALWAYS), chosen(1, -1))
                        .subtitle())
                .isEmpty();
    }

    @Test
    void filesBesideTheFilmAreNumberedBehindItAndComeFirst() {
        Sidecar file = new Sidecar(
                "Subtitle", Path.of("/f/Film.de.srt"), "subrip", "ger", "", false, false, false, Instant.EPOCH);
        SourceStreams source = SourceStreams.of(FILM, List.of(file));
        assertThat(source.all()).last().extracting(stream -> stream.index()).isEqualTo(6);
        assertThat(source.findExternal(6)).isPresent();
        assertThat(DefaultTracks.of(source, likes(null, true, null, SubtitleMode.DEFAULT), PlayState.UNTOUCHED)
                        .subtitle())
                .hasValue(6);
    }
}
