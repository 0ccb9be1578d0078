/**
 * What clients report: capabilities, what they play, and that they leave.
 */
@NullMarked
package io.physalia.jellyfin.session;

import org.jspecify.annotations.NullMarked;
