package io.physalia.jellyfin.syncplay;

import io.physalia.cluster.Bus;
import io.physalia.jellyfin.socket.SocketMessage;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.ItemId;
import io.physalia.session.Letter;
import io.physalia.session.Messenger;
import io.physalia.session.party.Parties;
import io.physalia.session.party.Party;
import io.physalia.session.party.PartyMessage;
import io.physalia.session.party.PartyQueue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Says to the members of a group what its rules say, in the words of the API. Thread-safe. */
@Singleton
public class PartyPost implements Parties.Post {
    private static final String NOBODY = "0".repeat(32);

    private final Messenger messenger;

    @Inject
    PartyPost(Messenger messenger) {
        this.messenger = messenger;
    }

    record Update(String groupId, String type, Object data) {}

    record StateUpdate(Party.State state, String reason) {}

    record QueueItem(ItemId itemId, String playlistItemId) {}

    record QueueUpdate(
            String reason,
            Instant lastUpdate,
            List<QueueItem> playlist,
            int playingItemIndex,
            long startPositionTicks,
            boolean isPlaying,
            String shuffleMode,
            PartyQueue.Repeat repeatMode) {}

    record Command(
            String groupId,
            String playlistItemId,
            Instant when,
            long positionTicks,
            PartyMessage.Command.Kind command,
            Instant emittedAt) {}

    @Override
    public Bus.Message message(Party party, PartyMessage message, Instant now) {
        String id = party.id();
        String text = switch (message) {
            case PartyMessage.Command command ->
                SocketMessage.of(
                        "SyncPlayCommand",
                        new Command(
                                id,
                                command.entry().orElse(NOBODY),
                                command.when(),
                                Ticks.of(command.position()),
                                command.kind(),
                                now));
            case PartyMessage.StateChanged changed ->
                update(id, "StateUpdate", new StateUpdate(changed.state(), changed.reason()));
            case PartyMessage.QueueChanged changed -> update(id, "PlayQueue", queue(changed));
            case PartyMessage.Joined joined -> update(id, "GroupJoined", GroupInfoDto.of(joined.party(), now));
            case PartyMessage.Left _ -> update(id, "GroupLeft", Ids.dashed(id));
            case PartyMessage.UserJoined joined -> update(id, "UserJoined", joined.userName());
            case PartyMessage.UserLeft left -> update(id, "UserLeft", left.userName());
        };
        return Messenger.message(Letter.toSessions(message.to(), text));
    }

    /** The sender cannot have what it asked for. */
    void refuse(String session, Refusal why) {
        messenger.send(Letter.toSessions(List.of(session), update(NOBODY, why.type, "")));
    }

    /** Why not, in the API's words. */
    enum Refusal {
        NOT_IN_GROUP("NotInGroup"),
        NO_SUCH_GROUP("GroupDoesNotExist"),
        NO_ACCESS("LibraryAccessDenied");

        private final String type;

        Refusal(String type) {
            this.type = type;
        }
    }

    private static String update(String group, String type, Object data) {
        return SocketMessage.of("SyncPlayGroupUpdate", new Update(group, type, data));
    }

    private static QueueUpdate queue(PartyMessage.QueueChanged changed) {
        PartyQueue queue = changed.queue();
        return new QueueUpdate(
                changed.reason(),
                queue.lastChange(),
                queue.entries().stream()
                        .map(entry -> new QueueItem(entry.item(), entry.id()))
                        .toList(),
                queue.playingIndex(),
                Ticks.of(changed.position()),
                changed.isPlaying(),
                queue.isShuffled() ? "Shuffle" : "Sorted",
                queue.repeat());
    }
}
