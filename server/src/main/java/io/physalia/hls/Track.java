package io.physalia.hls;

/**
 * One elementary stream within media segments.
 *
 * @param id the container's own: PID or track id
 * @param video picture or sound
 * @param timescale units a second of its timestamps
 */
public record Track(int id, boolean video, int timescale) {}
