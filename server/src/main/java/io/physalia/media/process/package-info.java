/** Child processes: started, bounded and ended in one place, {@link io.physalia.media.process.ProcessRunner}. */
@NullMarked
package io.physalia.media.process;

import org.jspecify.annotations.NullMarked;
