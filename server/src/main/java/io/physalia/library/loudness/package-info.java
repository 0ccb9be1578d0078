/**
 * How loud songs and albums are: a {@link io.physalia.library.loudness.LoudnessScan} asks for what has no value yet, a {@link io.physalia.library.loudness.LoudnessWork} of
 * whichever pod measures a song.
 */
@NullMarked
package io.physalia.library.loudness;

import org.jspecify.annotations.NullMarked;
