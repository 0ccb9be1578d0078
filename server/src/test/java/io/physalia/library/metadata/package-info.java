@NullMarked
package io.physalia.library.metadata;

import org.jspecify.annotations.NullMarked;
