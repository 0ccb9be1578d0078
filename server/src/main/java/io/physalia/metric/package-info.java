/**
 * What Prometheus reads at {@code /metrics}, as far as it is not counted where it happens: wrappers that count calls, and gauges of the pod's
 * state. {@code docs/metrics.md} describes every series. No label holds an id, a name that a user chose, or a path.
 *
 * <p>Start at {@link io.physalia.metric.PodGauges}.
 */
@NullMarked
package io.physalia.metric;

import org.jspecify.annotations.NullMarked;
