/** The Jellyfin API of a real pod, as a client sees it. */
@NullMarked
package io.physalia.jellyfin.api;

import org.jspecify.annotations.NullMarked;
