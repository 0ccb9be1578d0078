@NullMarked
package io.physalia.trace;

import org.jspecify.annotations.NullMarked;
