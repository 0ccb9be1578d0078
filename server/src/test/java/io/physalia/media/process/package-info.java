@NullMarked
package io.physalia.media.process;

import org.jspecify.annotations.NullMarked;
