/**
 * The sockets over which clients are told what happens. Start with {@link io.physalia.jellyfin.socket.SocketDoor}, where they are opened;
 * {@link io.physalia.jellyfin.socket.SocketHub} has those of this pod, and {@code io.physalia.session.Messenger} finds those of all.
 */
@NullMarked
package io.physalia.jellyfin.socket;

import org.jspecify.annotations.NullMarked;
