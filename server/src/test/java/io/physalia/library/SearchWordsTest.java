package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Amélie             | amelie",
                "Spider-Man 2       | spider man 2 spiderman",
                "WALL·E             | wall e walle",
                "AC/DC              | ac dc acdc",
                "9-1-1              | 9 1 911",
                "Grey's Anatomy     | grey s anatomy greys",
                "Strøm Łódź Æon Maß | strom lodz aeon mass",
                "(500) Days         | 500 days",
            })
    void aNameIsFoundByItsWordsAndByWhatPunctuationDivides(String name, String words) {
        assertThat(SearchWords.ofName(name)).containsExactly(words.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ac/dc | ac dc", "Maß für Maß | mass fur"})
    void whatIsTypedIsTakenApartOnly(String typed, String words) {
        assertThat(SearchWords.words(typed)).containsExactlyElementsOf(List.of(words.split(" ")));
    }
}
