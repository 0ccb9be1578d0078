/** Fragmented MP4 (ISO/IEC 14496-12), as far as HLS segments need it: reading, cutting, writing, checking. */
@NullMarked
package io.physalia.hls.mp4;

import org.jspecify.annotations.NullMarked;
