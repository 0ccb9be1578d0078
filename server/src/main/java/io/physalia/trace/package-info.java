/**
 * What a thread works for: a request, a transcode session, a lease. It goes into every line that is logged on the way, and, where somebody wants traces, into spans that
 * are sent to an OpenTelemetry receiver. Plain objects; nothing is made or sent while it is off.
 *
 * <p>Start at {@link io.physalia.trace.Trail}.
 */
@NullMarked
package io.physalia.trace;

import org.jspecify.annotations.NullMarked;
