package io.physalia.playback;

import io.physalia.identity.UserId;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ViewerChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Play states whose changes are told, once they are in the database. Thread-safe. */
final class ToldPlayStates implements PlayStates {
    private final PlayStates states;
    private final ViewerChanges changes;
    private final Iterable<PlayStateListener> listeners;

    ToldPlayStates(PlayStates states, ViewerChanges changes, Iterable<PlayStateListener> listeners) {
        this.states = states;
        this.changes = changes;
        this.listeners = listeners;
    }

    private void tell(UserId user, Collection<ItemId> items) {
        changes.changed(user);
        listeners.forEach(listener -> listener.changed(user, items));
    }

    private PlayState told(UserId user, ItemId item, PlayState state) {
        tell(user, List.of(item));
        return state;
    }

    @Override
    public PlayState get(UserId user, ItemId item) {
        return states.get(user, item);
    }

    @Override
    public Map<ItemId, PlayState> list(UserId user, Collection<ItemId> items) {
        return states.list(user, items);
    }

    @Override
    public void start(UserId user, Item item) {
        states.start(user, item);
        tell(user, List.of(item.id()));
    }

    @Override
    public void progress(UserId user, Item item, Duration position, StreamChoice streams) {
        states.progress(user, item, position, streams);
        // Clients know by themselves how far they are.
        changes.changed(user);
    }

    @Override
    public void stop(UserId user, Item item, Optional<Duration> position) {
        states.stop(user, item, position);
        tell(user, List.of(item.id()));
    }

    @Override
    public PlayState markPlayed(UserId user, ItemId item, boolean played) {
        return told(user, item, states.markPlayed(user, item, played));
    }

    @Override
    public void markAllPlayed(UserId user, Collection<ItemId> items, boolean played, Optional<Instant> when) {
        states.markAllPlayed(user, items, played, when);
        tell(user, items);
    }

    @Override
    public PlayState rate(UserId user, ItemId item, Optional<Boolean> likes) {
        return told(user, item, states.rate(user, item, likes));
    }

    @Override
    public PlayState change(UserId user, ItemId item, Change change) {
        return told(user, item, states.change(user, item, change));
    }

    @Override
    public PlayState markFavorite(UserId user, ItemId item, boolean favorite) {
        return told(user, item, states.markFavorite(user, item, favorite));
    }
}
