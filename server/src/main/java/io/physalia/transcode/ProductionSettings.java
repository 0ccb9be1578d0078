package io.physalia.transcode;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How sessions are produced.
 *
 * @param ahead how far an encoder may run ahead of its viewer
 * @param keep how much behind the viewer is kept
 * @param idle after how long without a viewer a session ends
 * @param ticker monotonic nanoseconds
 */
public record ProductionSettings(Duration ahead, Duration keep, Duration idle, LongSupplier ticker) {}
