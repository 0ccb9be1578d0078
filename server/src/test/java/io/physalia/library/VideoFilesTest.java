package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a.mkv", "A.MKV", "Free Sample Size (2010).mp4", "x.y.webm", "Trailer Park.avi", "-.ts"})
    void theseAreFilms(String name) {
        assertThat(VideoFiles.isFilm(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.srt",
                "mkv",
                ".mkv",
                ".hidden.mkv",
                "a.mkv.part",
                "sample.mkv",
                "film-sample.mkv",
                "film.sample.mkv",
                "Film (2010)-trailer.mp4",
                "Film-behindthescenes.mkv",
                "a.",
                ""
            })
    void theseAreNot(String name) {
        assertThat(VideoFiles.isFilm(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", "Extras", "TRAILERS", "@eaDir", "$RECYCLE.BIN", "lost+found", "VIDEO_TS"})
    void theseDirectoriesAreLeftOut(String name) {
        assertThat(VideoFiles.isWalked(name)).isFalse();
    }
}
