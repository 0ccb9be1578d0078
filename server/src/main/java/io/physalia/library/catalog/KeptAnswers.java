package io.physalia.library.catalog;

import io.physalia.database.ReadThrough;
import io.physalia.identity.UserId;
import io.physalia.library.LibraryChanges;
import io.physalia.library.Revisions;
import io.physalia.library.ViewerChanges;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Totals, orders of lists, what there is to filter by, and what comes next: kept until anything in any library changes, or what the viewer has played, as they look at every
 * row that fits. Thread-safe.
 */
public final class KeptAnswers {
    private static final int MOST = 1_000;

    /** Of 16 bytes each, in all listings together. */
    private static final long MOST_IDS = 3_000_000;

    /** As much room as the rest of a listing takes, and its question. */
    private static final int IDS_PER_LISTING = 100;

    private final ReadThrough<Question, Object> answers;
    private final ReadThrough<Question, Object> listings;
    private final Revisions revisions;

    public KeptAnswers(LibraryChanges changes, ViewerChanges viewers, Revisions revisions, LongSupplier nanoTime) {
        this.revisions = revisions;
        this.answers = new ReadThrough<>("answers", KeptAnswers::ask, Revisions.KEPT, MOST, nanoTime);
        this.listings = new ReadThrough<>(
                "listings",
                KeptAnswers::ask,
                Revisions.KEPT,
                listing -> IDS_PER_LISTING + ((Listing) listing).size(),
                MOST_IDS,
                nanoTime);
        changes.onWritten(() -> forgetIf(_ -> true));
        viewers.onChanged(this::forget);
    }

    private void forget(UserId user) {
        forgetIf(question -> question.isOf(user));
    }

    private static Optional<Object> ask(Question question) {
        return Optional.of(question.ask.get());
    }

    private void forgetIf(Predicate<Question> some) {
        answers.forgetIf(some);
        listings.forgetIf(some);
    }

    /** Whether what filters leave can be kept at all. */
    static boolean keeps(List<Filter> filters) {
        return filters.stream().allMatch(KeptAnswers::isKnownToChange);
    }

    /** The order of a list, from here or from {@code ask}. */
    Listing listing(Viewer viewer, ListQuery query, Supplier<Listing> ask) {
        revisions.catchUp();
        return (Listing) listings.find(question(viewer, query, ask)).orElseThrow();
    }

    /** The order of a list, if it is known. */
    Optional<Listing> findListing(Viewer viewer, ListQuery query) {
        revisions.catchUp();
        return listings.findFresh(question(viewer, query, () -> {
                    throw new IllegalStateException("nobody is to be asked");
                }))
                .map(Listing.class::cast);
    }

    private static Question question(Viewer viewer, ListQuery query, Supplier<Listing> ask) {
        return new Question(viewer, query.filters(), List.of(query.sorts(), query.collapsing()), ask);
    }

    /**
     * The answer to a question about the items that filters leave.
     *
     * @param subject what is asked about them; questions about the same subject have answers of one type
     */
    @SuppressWarnings("unchecked")
    <T> T get(Viewer viewer, List<Filter> filters, Object subject, Supplier<T> ask) {
        if (!keeps(filters)) {
            return ask.get();
        }
        revisions.catchUp();
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
                    Filter.Names _,
                    Filter.Found _ -> true;
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
