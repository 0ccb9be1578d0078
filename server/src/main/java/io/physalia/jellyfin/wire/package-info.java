/**
 * How requests are read: paths, query, tokens, access, and how failures are answered.
 */
@NullMarked
package io.physalia.jellyfin.wire;

import org.jspecify.annotations.NullMarked;
