@NullMarked
package io.physalia.library.catalog;

import org.jspecify.annotations.NullMarked;
