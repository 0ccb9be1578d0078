@NullMarked
package io.physalia.library.scan;

import org.jspecify.annotations.NullMarked;
