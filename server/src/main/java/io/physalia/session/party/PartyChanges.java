package io.physalia.session.party;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.SerialExecutor;
import io.physalia.session.SessionJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Changes groups where they stand on the board, by compare-and-set, and tells their members. Thread-safe. */
final class PartyChanges {
    private static final int LANES = 64;

    private final Board board;
    private final Bus bus;
    private final String kind;
    private final InstantSource clock;
    private final Parties.Post post;
    private final PartyCopies copies;

    /** What this pod does to one group it does in order, instead of competing with itself. */
    private final List<SerialExecutor> lanes =
            Stream.generate(SerialExecutor::new).limit(LANES).toList();

    /** @param kind of the groups on the board */
    PartyChanges(Board board, Bus bus, String kind, InstantSource clock, Parties.Post post, PartyCopies copies) {
        this.board = board;
        this.bus = bus;
        this.kind = kind;
        this.clock = clock;
        this.post = post;
        this.copies = copies;
    }

    /** @return false if the group, or the member in it, is not there */
    boolean apply(String id, String session, PartyEvent event) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        lanes.get(Math.floorMod(id.hashCode(), LANES)).execute(() -> {
            try {
                done.complete(applyNow(id, session, event));
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Begins with what this pod has heard last, which mostly is what stands on the board; if not, nothing is written, and the board is asked. */
    private boolean applyNow(String id, String session, PartyEvent event) {
        boolean isDone = copies.find(id)
                .map(entry -> step(entry, session, event, false) == Step.DONE)
                .orElse(false);
        return isDone || applyOnBoard(id, session, event);
    }

    private boolean applyOnBoard(String id, String session, PartyEvent event) {
        while (true) {
            Optional<Board.Entry> entry = board.find(kind, id);
            Step step = entry.map(now -> step(now, session, event, true)).orElse(Step.NOT_THERE);
            if (step != Step.OUTDATED) {
                return step == Step.DONE;
            }
        }
    }

    private enum Step {
        DONE,
        /** The group, or the member in it, is not there. */
        NOT_THERE,
        /** Somebody else was faster. */
        OUTDATED
    }

    /** @param isRead whether it has just been read from the board; else only what is written proves that it was true */
    private Step step(Board.Entry entry, String session, PartyEvent event, boolean isRead) {
        Optional<Party> before = parse(entry.text());
        if (before.isEmpty() || !isFor(before.get(), session, event)) {
            return Step.NOT_THERE;
        }
        Instant now = clock.instant();
        var outcome = PartyRules.apply(before.get(), session, event, now);
        if (outcome.party().equals(before.get())) {
            if (isRead) {
                tell(outcome, now);
            }
            return isRead ? Step.DONE : Step.OUTDATED;
        }
        return write(entry.id(), entry.version(), outcome, now) ? Step.DONE : Step.OUTDATED;
    }

    /** A member may have left meanwhile. */
    private static boolean isFor(Party party, String session, PartyEvent event) {
        return event instanceof PartyEvent.Join
                || event instanceof PartyEvent.Tick
                || party.member(session).isPresent();
    }

    /** Whether nobody was faster. Then the members' pods were told in the same step. */
    boolean write(String id, long over, PartyRules.Outcome outcome, Instant now) {
        if (outcome.party().members().isEmpty()) {
            boolean removed = board.remove(kind, id, over);
            if (removed) {
                copies.announce(id, over + 1, "");
                tell(outcome, now);
            }
            return removed;
        }
        String text = SessionJson.write(outcome.party());
        OptionalLong version = board.put(kind, id, over, text, messages(outcome, now));
        version.ifPresent(written -> copies.announce(id, written, text));
        return version.isPresent();
    }

    private List<Bus.Message> messages(PartyRules.Outcome outcome, Instant now) {
        return outcome.messages().stream()
                .map(message -> post.message(outcome.party(), message, now))
                .toList();
    }

    private void tell(PartyRules.Outcome outcome, Instant now) {
        messages(outcome, now).forEach(message -> bus.publish(message.topic(), message.text()));
    }

    static Optional<Party> parse(String text) {
        return text.isEmpty() ? Optional.empty() : SessionJson.parse(text, Party.class);
    }
}
