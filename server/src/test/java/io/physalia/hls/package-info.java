@NullMarked
package io.physalia.hls;

import org.jspecify.annotations.NullMarked;
