package io.physalia.library;

import static io.physalia.database.schema.Tables.PLAYLISTS;
import static io.physalia.database.schema.Tables.PLAYLIST_SHARES;

import io.physalia.database.Database;
import io.physalia.identity.UserId;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Whose playlists are, and with whom they are shared. Thread-safe. */
public final class PlaylistShares {
    private final Database database;
    private final LibraryChanges changes;

    PlaylistShares(Database database, LibraryChanges changes) {
        this.database = database;
        this.changes = changes;
    }

    /** Somebody a playlist is shared with. */
    public record Share(UserId user, boolean canEdit) {}

    /**
     * Who may do what with a playlist.
     *
     * @param owner empty if the owner's account is gone
     * @param open whether everybody may see it
     */
    public record Sharing(Optional<UserId> owner, boolean open, List<Share> shares) {
        public Sharing {
            shares = List.copyOf(shares);
        }

        public boolean isOwner(UserId user) {
            return owner.equals(Optional.of(user));
        }

        public boolean maySee(UserId user) {
            return open
                    || isOwner(user)
                    || shares.stream().anyMatch(share -> share.user().equals(user));
        }

        public boolean mayEdit(UserId user) {
            return isOwner(user)
                    || shares.stream()
                            .anyMatch(share -> share.canEdit() && share.user().equals(user));
        }
    }

    /** Empty if it is no playlist. */
    public Optional<Sharing> find(ItemId playlist) {
        return database.read(sql -> sql.selectFrom(PLAYLISTS)
                .where(PLAYLISTS.ITEM_ID.eq(playlist.value()))
                .fetchOptional()
                .map(row -> new Sharing(
                        Optional.ofNullable(row.get(PLAYLISTS.OWNER_USER_ID)).map(UserId::new),
                        row.get(PLAYLISTS.OPEN_ACCESS),
                        shares(sql, playlist))));
    }

    private static List<Share> shares(DSLContext sql, ItemId playlist) {
        return sql.selectFrom(PLAYLIST_SHARES)
                .where(PLAYLIST_SHARES.PLAYLIST_ID.eq(playlist.value()))
                .orderBy(PLAYLIST_SHARES.USER_ID)
                .fetch(row ->
                        new Share(new UserId(row.get(PLAYLIST_SHARES.USER_ID)), row.get(PLAYLIST_SHARES.CAN_EDIT)));
    }

    /** Says who may do what from now on. */
    public void put(ItemId playlist, Sharing sharing) {
        database.write(sql -> {
            String owner = sharing.owner().map(UserId::value).orElse(null);
            sql.insertInto(PLAYLISTS)
                    .set(PLAYLISTS.ITEM_ID, playlist.value())
                    .set(PLAYLISTS.OWNER_USER_ID, owner)
                    .set(PLAYLISTS.OPEN_ACCESS, sharing.open())
                    .onConflict(PLAYLISTS.ITEM_ID)
                    .doUpdate()
                    .set(PLAYLISTS.OWNER_USER_ID, owner)
                    .set(PLAYLISTS.OPEN_ACCESS, sharing.open())
                    .execute();
            sql.deleteFrom(PLAYLIST_SHARES)
                    .where(PLAYLIST_SHARES.PLAYLIST_ID.eq(playlist.value()))
                    .execute();
            sharing.shares()
                    .forEach(share -> sql.insertInto(PLAYLIST_SHARES)
                            .set(PLAYLIST_SHARES.PLAYLIST_ID, playlist.value())
                            .set(PLAYLIST_SHARES.USER_ID, share.user().value())
                            .set(PLAYLIST_SHARES.CAN_EDIT, share.canEdit())
                            .execute());
            return sharing.shares().size();
        });
        changes.written();
    }
}
