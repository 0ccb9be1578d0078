package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.WORD_TRIGRAMS;

import io.physalia.database.Database;
import io.physalia.database.ReadThrough;
import io.physalia.library.ByName;
import io.physalia.library.LibraryChanges;
import io.physalia.library.Revisions;
import io.physalia.library.SearchWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds the words that a mistyped word may stand for, and what words find. A word of the library is near one that was typed if it holds it, or if one or two slips (a
 * letter wrong, missing, too many, or two exchanged) lie between them. Thread-safe.
 */
public final class Search {
    private static final int MOST_WORDS = 6;

    /** Two blanks go before a word, so each has one trigram that begins with them. */
    private static final String FIRST = "  ";

    private static final String BEHIND = " !";

    /** How long nothing must have changed in any library before all of it is read: a scan changes something all the time. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /** One item for so much of the heap. */
    private static final int HEAP_BYTES_PER_ITEM = 1_500;

    /** There is one. */
    private final ReadThrough<String, Vocabulary> vocabulary;

    /** There is one. */
    private final ReadThrough<String, WordIndex> index;

    private final Revisions revisions;
    private final LongSupplier nanoTime;
    private volatile long quietFrom;

    /** @param heapBytes how large the heap can grow; at most a tenth of it is used */
    public Search(
            Database database, LibraryChanges changes, Revisions revisions, LongSupplier nanoTime, long heapBytes) {
        int most = (int) Math.min(Integer.MAX_VALUE, heapBytes / HEAP_BYTES_PER_ITEM);
        this.revisions = revisions;
        this.nanoTime = nanoTime;
        this.quietFrom = nanoTime.getAsLong();
        this.index = new ReadThrough<>(
                "words",
                _ -> Optional.of(database.read(sql -> WordIndex.read(sql, most))),
                Revisions.KEPT,
                1,
                nanoTime);
        changes.onWritten(this::forgetIndex);
        this.vocabulary =
                new ReadThrough<>("vocabulary", _ -> Optional.of(read(database)), Revisions.KEPT, 1, nanoTime);
        changes.onWritten(vocabulary::expireAll);
    }

    private void forgetIndex() {
        quietFrom = nanoTime.getAsLong() + QUIET.toNanos();
        index.forget("");
    }

    /** What each word finds, as it is now. Where that is not known it is read for those who ask later, once no library has changed for a while. */
    Optional<WordIndex> index() {
        revisions.catchUp();
        Optional<WordIndex> known = index.findFresh("");
        if (known.isEmpty() && nanoTime.getAsLong() - quietFrom >= 0) {
            var _ = index.peek("");
        }
        return known;
    }

    private static Vocabulary read(Database database) {
        return new Vocabulary(database.read(sql -> sql.select(WORD_TRIGRAMS.WORD)
                .from(WORD_TRIGRAMS)
                .where(WORD_TRIGRAMS.TRIGRAM.ge(FIRST), WORD_TRIGRAMS.TRIGRAM.lt(BEHIND))
                .fetch(WORD_TRIGRAMS.WORD)));
    }

    /** The filter for a term as somebody typed it. A term without a letter or digit is taken as it is. */
    public Filter.Found find(String term) {
        revisions.catchUp();
        List<Filter.Found.Alternatives> alternatives = new ArrayList<>();
        List<String> words = List.copyOf(SearchWords.words(term));
        for (String word : words.subList(0, Math.min(words.size(), MOST_WORDS))) {
            alternatives.add(new Filter.Found.Alternatives(word, word.length() < 3 ? Set.of() : near(word)));
        }
        return new Filter.Found(alternatives, ByName.key(term));
    }

    private Set<String> near(String word) {
        return vocabulary.find("").map(all -> all.near(word)).orElse(Set.of());
    }
}
