/** The colony's own routes, for administrators: pods and transcode sessions. */
@NullMarked
package io.physalia.jellyfin.cluster;

import org.jspecify.annotations.NullMarked;
