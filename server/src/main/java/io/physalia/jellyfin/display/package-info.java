/**
 * How clients show things, kept for them.
 */
@NullMarked
package io.physalia.jellyfin.display;

import org.jspecify.annotations.NullMarked;
