/**
 * What the server says of itself: names, versions, health.
 */
@NullMarked
package io.physalia.jellyfin.system;

import org.jspecify.annotations.NullMarked;
