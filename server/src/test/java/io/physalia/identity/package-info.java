@NullMarked
package io.physalia.identity;

import org.jspecify.annotations.NullMarked;
