@NullMarked
package io.physalia.library;

import org.jspecify.annotations.NullMarked;
