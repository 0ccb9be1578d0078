package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.WORD_TRIGRAMS;

import io.physalia.database.Database;
import io.physalia.library.ByName;
import io.physalia.library.SearchWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.impl.DSL;

/**
 * Finds the words that a mistyped word may stand for. A word of the library is near one that was typed if it holds it, or if one or two slips (a
 * letter wrong, missing, too many, or two exchanged) lie between them; the trigrams that both share say where to look. Thread-safe.
 */
public final class Search {
    private static final int MOST_WORDS = 6;
    private static final int CANDIDATES = 400;
    private static final int MOST_NEAR = 60;

    private final Database database;

    public Search(Database database) {
        this.database = database;
    }

    /** The filter for a term as somebody typed it. A term without a letter or digit is taken as it is. */
    public Filter.Found find(String term) {
        List<Filter.Found.Alternatives> alternatives = new ArrayList<>();
        List<String> words = List.copyOf(SearchWords.words(term));
        for (String word : words.subList(0, Math.min(words.size(), MOST_WORDS))) {
            alternatives.add(new Filter.Found.Alternatives(word, word.length() < 3 ? Set.of() : near(word)));
        }
        return new Filter.Found(alternatives, ByName.key(term));
    }

    private Set<String> near(String word) {
        Set<String> trigrams = SearchWords.trigrams(word);
        int slips = slips(word);
        // A slip spoils up to four trigrams. What holds the word in its midst shares all but those at its ends.
        int least = Math.max(1, Math.min(trigrams.size() - 4 * slips, word.length() - 2));
        List<String> candidates = database.read(sql -> sql.select(WORD_TRIGRAMS.WORD)
                .from(WORD_TRIGRAMS)
                .where(WORD_TRIGRAMS.TRIGRAM.in(trigrams))
                .groupBy(WORD_TRIGRAMS.WORD)
                .having(DSL.count().ge(least))
                .orderBy(DSL.count().desc(), DSL.length(WORD_TRIGRAMS.WORD), WORD_TRIGRAMS.WORD)
                .limit(CANDIDATES)
                .fetch(WORD_TRIGRAMS.WORD));
        Set<String> near = new LinkedHashSet<>();
        for (String candidate : candidates) {
            boolean begins = candidate.startsWith(word);
            if (!begins && near.size() < MOST_NEAR && (candidate.contains(word) || isNear(word, candidate, slips))) {
                near.add(candidate);
            }
        }
        return near;
    }

    private static int slips(String word) {
        return word.length() < 4 ? 0 : word.length() < 7 ? 1 : 2;
    }

    /** Also when just the beginning of a longer word was typed. */
    private static boolean isNear(String typed, String word, int slips) {
        if (slips == 0) {
            return false;
        }
        String beginning = word.substring(0, Math.min(word.length(), typed.length()));
        return Slips.between(typed, word) <= slips || (typed.length() > 4 && Slips.between(typed, beginning) <= 1);
    }
}
