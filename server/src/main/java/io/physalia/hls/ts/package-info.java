/** MPEG-2 transport streams (ISO/IEC 13818-1), as far as HLS segments need them: reading, cutting, writing, checking. */
@NullMarked
package io.physalia.hls.ts;

import org.jspecify.annotations.NullMarked;
