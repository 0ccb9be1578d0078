/** A client as strict as the specification: sets a server up, plays HLS in real time, and proves what it got. */
@NullMarked
package io.physalia.colony.viewer;

import org.jspecify.annotations.NullMarked;
