/**
 * A colony of pods on one machine: the demo, the strict HLS client, and what the kill tests stand on.
 */
@NullMarked
package io.physalia.colony;

import org.jspecify.annotations.NullMarked;
