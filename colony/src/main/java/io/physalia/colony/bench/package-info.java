/** The figures of {@code ./physalia bench}: each measured side by side with what it is compared to, and said as it is. */
@NullMarked
package io.physalia.colony.bench;

import org.jspecify.annotations.NullMarked;
