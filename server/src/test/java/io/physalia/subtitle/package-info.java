@NullMarked
package io.physalia.subtitle;

import org.jspecify.annotations.NullMarked;
