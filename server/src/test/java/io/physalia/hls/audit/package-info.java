@NullMarked
package io.physalia.hls.audit;

import org.jspecify.annotations.NullMarked;
