/** Where a colony's processes are and how they reach each other: on the loopback interface, or each in a network namespace of its own. */
@NullMarked
package io.physalia.colony.network;

import org.jspecify.annotations.NullMarked;
