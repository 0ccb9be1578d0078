package io.physalia.transcode;

import io.physalia.media.EncodeSpec;

/**
 * An encode of the colony as its owner last noted it.
 *
 * @param percent how much of the film is encoded, 0 to 100
 */
public record RunningEncode(PlanRequest request, EncodeSpec spec, double percent) {}
