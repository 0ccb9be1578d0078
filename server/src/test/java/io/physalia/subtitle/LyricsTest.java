package io.physalia.subtitle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LyricsTest {
    @Test
    void linesComeInTheOrderOfTheirTimes() {
        Lyrics lyrics = read("[ti:Bells]\n[ar: Medusa ]\n[00:12.5][01:02.30]Chorus\n[00:05]First\n\n[00:20.123]\n");
        assertThat(lyrics.isTimed()).isTrue();
        assertThat(lyrics.about()).containsEntry("ti", "Bells").containsEntry("ar", "Medusa");
        assertThat(lyrics.lines()).extracting(Lyrics.Line::text).containsExactly("First", "Chorus", "", "Chorus");
        assertThat(lyrics.lines())
                .extracting(line -> line.start().orElseThrow().toMillis())
                .containsExactly(5_000L, 12_500L, 20_123L, 62_300L);
    }

    @Test
    void anOffsetLetsTheWordsComeSooner() {
        Lyrics lyrics = read("[offset:+500]\n[00:00.20]a\n[00:02.00]b");
        assertThat(lyrics.lines())
                .extracting(line -> line.start().orElseThrow())
                .containsExactly(Duration.ZERO, Duration.ofMillis(1500));
    }

    @Test
    void wordsHaveTimesOfTheirOwn() {
        Lyrics.Line line = read("[00:01.00]<00:01.00>Two <00:01.50>words\n[00:03.00]next")
                .lines()
                .getFirst();
        assertThat(line.text()).isEqualTo("Two words");
        assertThat(line.words())
                .containsExactly(
                        new Lyrics.Word(0, 4, Duration.ofSeconds(1), Optional.of(Duration.ofMillis(1500))),
                        new Lyrics.Word(4, 9, Duration.ofMillis(1500), Optional.of(Duration.ofSeconds(3))));
    }

    @Test
    void whatHasNoTimesIsPlain() {
        Lyrics lyrics = read("First\r\n\r\nSecond [loud]\r\n");
        assertThat(lyrics.isTimed()).isFalse();
        assertThat(lyrics.lines()).extracting(Lyrics.Line::text).containsExactly("First", "", "Second [loud]");
        assertThat(lyrics.lines()).allMatch(line -> line.start().isEmpty());
    }

    @Test
    void whereThereAreNoWordsThereIsNothing() {
        assertThat(Lyrics.read("\n \n")).isEmpty();
        assertThat(Lyrics.read("[ti:Silence]\n[00:01.00]\n")).isEmpty();
        assertThat(Lyrics.read(new byte[0])).isEmpty();
    }

    private static Lyrics read(String text) {
        return Lyrics.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
