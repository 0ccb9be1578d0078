/**
 * The decision between direct play, remux and transcode, and the play state of users.
 */
@NullMarked
package io.physalia.playback;

import org.jspecify.annotations.NullMarked;
