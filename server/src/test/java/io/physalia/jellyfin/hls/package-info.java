@NullMarked
package io.physalia.jellyfin.hls;

import org.jspecify.annotations.NullMarked;
