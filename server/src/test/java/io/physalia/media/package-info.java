@NullMarked
package io.physalia.media;

import org.jspecify.annotations.NullMarked;
