package io.physalia.trace;

/** Takes spans that have ended. Thread-safe; never waits, never throws. */
interface SpanSink {
    void add(Span.Ended span);
}
