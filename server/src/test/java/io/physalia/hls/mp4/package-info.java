@NullMarked
package io.physalia.hls.mp4;

import org.jspecify.annotations.NullMarked;
