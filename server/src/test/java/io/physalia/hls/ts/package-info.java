@NullMarked
package io.physalia.hls.ts;

import org.jspecify.annotations.NullMarked;
