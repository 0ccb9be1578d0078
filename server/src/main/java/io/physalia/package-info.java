/** Physalia: a media server that speaks the Jellyfin API and cannot be killed. */
@NullMarked
package io.physalia;

import org.jspecify.annotations.NullMarked;
