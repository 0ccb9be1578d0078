package io.physalia.playback;

import io.physalia.identity.UserId;
import io.physalia.library.ItemId;
import java.util.Collection;

/** Hears of changed play states on the pod that changed them, but not of how far a playback is. Must not block for long. */
public interface PlayStateListener {
    void changed(UserId user, Collection<ItemId> items);
}
