/**
 * A whole evening at a colony: people sign in, browse, watch, make lists and pair devices, each request on a random pod, while pods are killed, held still and
 * drained and Redis comes back empty. What each of them sees is compared with what one server would have shown.
 */
@NullMarked
package io.physalia.colony.evening;

import org.jspecify.annotations.NullMarked;
