/**
 * Watching together on the wire: what clients ask for and what they are told. The groups themselves are in {@code io.physalia.session.party}.
 */
@NullMarked
package io.physalia.jellyfin.syncplay;

import org.jspecify.annotations.NullMarked;
