/**
 * Encode plan to encoder process to segment store, under a lease: takeover, handover, throttling, clean-up.
 */
@NullMarked
package io.physalia.transcode;

import org.jspecify.annotations.NullMarked;
