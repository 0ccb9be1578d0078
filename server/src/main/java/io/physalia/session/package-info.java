/**
 * Connected clients and what they are playing.
 */
@NullMarked
package io.physalia.session;

import org.jspecify.annotations.NullMarked;
