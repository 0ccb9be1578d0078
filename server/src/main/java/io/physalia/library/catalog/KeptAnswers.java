package io.physalia.library.catalog;

import io.physalia.database.ReadThrough;
import io.physalia.identity.UserId;
import io.physalia.library.LibraryChanges;
import io.physalia.library.ViewerChanges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Totals, what there is to filter by, and what comes next: kept until anything in any library changes, or what the viewer has played, as they look at every
 * row that fits. Thread-safe.
 */
public final class KeptAnswers {
    /** Heals a message that was lost. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final int MOST = 1_000;

    private final ReadThrough<Question, Object> answers;

    public KeptAnswers(LibraryChanges changes, ViewerChanges viewers, LongSupplier nanoTime) {
        this.answers = new ReadThrough<>("answers", question -> Optional.of(question.ask.get()), FRESH, MOST, nanoTime);
        changes.onWritten(() -> answers.forgetIf(_ -> true));
        viewers.onChanged(user -> answers.forgetIf(question -> question.isOf(user)));
    }

    /**
     * The answer to a question about the items that filters leave.
     *
     * @param subject what is asked about them; questions about the same subject have answers of one type
     */
    @SuppressWarnings("unchecked")
    <T> T get(Viewer viewer, List<Filter> filters, Object subject, Supplier<T> ask) {
        if (!filters.stream().allMatch(KeptAnswers::isKnownToChange)) {
            return ask.get();
        }
        return (T) answers.find(new Question(viewer, filters, subject, ask)).orElseThrow();
    }

    /** Whether nothing but a change that is told can change what a filter leaves. */
    private static boolean isKnownToChange(Filter filter) {
        return switch (filter) {
            case Filter.Under _,
                    Filter.NotUnder _,
                    Filter.Kinds _,
                    Filter.NotKinds _,
                    Filter.Values _,
                    Filter.ValueIds _,
                    Filter.NotValueIds _,
                    Filter.People _,
                    Filter.OneOf _,
                    Filter.Years _,
                    Filter.IsToViewer _,
                    Filter.Names _ -> true;
            case Filter.Is is -> is.trait() != Filter.Trait.UNAIRED && is.trait() != Filter.Trait.SUBTITLES;
            case Filter.NamedBy named -> named.filters().stream().allMatch(KeptAnswers::isKnownToChange);
            default -> false;
        };
    }

    /** Two are the same whoever asks. */
    private static final class Question {
        private final Viewer viewer;
        private final List<Filter> filters;
        private final Object subject;
        private final Supplier<?> ask;

        Question(Viewer viewer, List<Filter> filters, Object subject, Supplier<?> ask) {
            this.viewer = viewer;
            this.filters = List.copyOf(filters);
            this.subject = subject;
            this.ask = ask;
        }

        boolean isOf(UserId user) {
            return viewer.user().equals(user);
        }

        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof Question that
                    && viewer.equals(that.viewer)
                    && filters.equals(that.filters)
                    && subject.equals(that.subject);
        }

        @Override
        public int hashCode() {
            return java.util.Objects.hash(viewer, filters, subject);
        }
    }
}
