package io.physalia.jellyfin.syncplay;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Grant;
import io.physalia.identity.SyncPlayAccess;
import io.physalia.identity.User;
import io.physalia.identity.UserId;
import io.physalia.identity.Users;
import io.physalia.jellyfin.session.SessionVisits;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ItemId;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Viewer;
import io.physalia.session.ClientSession;
import io.physalia.session.ClientSessions;
import io.physalia.session.NowPlaying;
import io.physalia.session.party.Member;
import io.physalia.session.party.Parties;
import io.physalia.session.party.Party;
import io.physalia.session.party.PartyEvent;
import io.physalia.session.party.PartyQueue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a request about groups needs: who sends it and what they may do, and what is to be played with its length. */
@Singleton
public class PartyDesk {
    private final Parties parties;
    private final PartyPost post;
    private final ClientSessions sessions;
    private final Catalog catalog;
    private final Users users;
    private final Request request;

    @Inject
    PartyDesk(Parties parties, PartyPost post, ClientSessions sessions, Catalog catalog, Users users, Request request) {
        this.parties = parties;
        this.post = post;
        this.sessions = sessions;
        this.catalog = catalog;
        this.users = users;
        this.request = request;
    }

    private String session() {
        return SessionVisits.id(request.grant().device());
    }

    /** @throws Failure {@code FORBIDDEN} if the user may not even join */
    void requireJoining() {
        if (request.person().policy().syncPlayAccess() == SyncPlayAccess.NONE) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not join groups");
        }
    }

    Party create(String name) {
        if (request.person().policy().syncPlayAccess() != SyncPlayAccess.CREATE_AND_JOIN_GROUPS) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not found groups");
        }
        Optional<NowPlaying> playing = sessions.find(session()).flatMap(ClientSession::nowPlaying);
        UnaryOperator<Party> begin = playing.<UnaryOperator<Party>>map(now -> party -> begun(party, now))
                .orElse(UnaryOperator.identity());
        return parties.create(name, member(), begin);
    }

    private Party begun(Party party, NowPlaying playing) {
        List<ItemId> queue = playing.queue().isEmpty()
                ? List.of(playing.item())
                : playing.queue().stream().map(NowPlaying.Queued::id).toList();
        List<PartyQueue.Entry> entries = entries(request.user(), queue);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).item().equals(playing.item())) {
                Duration from = playing.position().orElse(Duration.ZERO);
                return party.playing(entries, i, from, playing.isPaused(), party.since());
            }
        }
        return party;
    }

    private Member member() {
        Grant grant = request.grant();
        return Member.of(session(), grant.user().id(), grant.user().name());
    }

    void join(String id) {
        requireJoining();
        Optional<Party> party = parties.find(id);
        if (party.isEmpty()) {
            post.refuse(session(), PartyPost.Refusal.NO_SUCH_GROUP);
        } else if (!maySee(request.user(), party.get())) {
            post.refuse(session(), PartyPost.Refusal.NO_ACCESS);
        } else if (!parties.join(id, member())) {
            post.refuse(session(), PartyPost.Refusal.NO_SUCH_GROUP);
        }
    }

    List<Party> list() {
        requireJoining();
        User user = request.user();
        return parties.list().stream().filter(party -> maySee(user, party)).toList();
    }

    Party get(String id) {
        requireJoining();
        return parties.find(id)
                .filter(party -> maySee(request.user(), party))
                .orElseThrow(() -> new Failure(FailureCode.GROUP_NOT_FOUND, FailureCode.GROUP_NOT_FOUND.summary()));
    }

    /**
     * Does something in the sender's group.
     *
     * @throws Failure {@code FORBIDDEN} if no client of the user is in any
     */
    void act(PartyEvent event) {
        if (!parties.apply(session(), event)) {
            notInGroup();
        }
    }

    /** Puts items into the sender's group, if all its members may see them. */
    void act(List<ItemId> items, Function<List<PartyQueue.Entry>, PartyEvent> event) {
        Optional<Party> party = parties.of(session());
        if (party.isEmpty()) {
            notInGroup();
            return;
        }
        List<UserId> people =
                party.get().members().stream().map(Member::user).distinct().toList();
        boolean isOpenToAll = people.stream()
                .allMatch(id -> users.find(id).map(user -> maySee(user, items)).orElse(true));
        if (isOpenToAll) {
            act(event.apply(entries(request.user(), items)));
        } else {
            post.refuse(session(), PartyPost.Refusal.NO_ACCESS);
        }
    }

    private void notInGroup() {
        if (!parties.isIn(request.person().id())) {
            throw new Failure(FailureCode.FORBIDDEN, "the user is in no group");
        }
        post.refuse(session(), PartyPost.Refusal.NOT_IN_GROUP);
    }

    private boolean maySee(User user, Party party) {
        return maySee(
                user,
                party.queue().sorted().stream().map(PartyQueue.Entry::item).toList());
    }

    private boolean maySee(User user, List<ItemId> items) {
        List<ItemId> distinct = items.stream().distinct().toList();
        return distinct.isEmpty() || catalog.listById(Viewer.of(user), distinct).size() == distinct.size();
    }

    private List<PartyQueue.Entry> entries(User user, List<ItemId> items) {
        Map<ItemId, Duration> runtimes = new HashMap<>(catalog.listById(Viewer.of(user), items).stream()
                .collect(Collectors.toMap(ItemCard::id, card -> card.file().runtime(), (a, _) -> a)));
        return items.stream()
                .map(item -> new PartyQueue.Entry(
                        UUID.randomUUID().toString().replace("-", ""),
                        item,
                        runtimes.getOrDefault(item, Duration.ZERO)))
                .toList();
    }
}
