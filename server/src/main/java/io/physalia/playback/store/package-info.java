/**
 * Play state in the database.
 */
@NullMarked
package io.physalia.playback.store;

import org.jspecify.annotations.NullMarked;
