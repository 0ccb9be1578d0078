package io.physalia.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work with a beginning and an end, told to whoever collects traces when it ends. While nobody does, beginning one costs a look at a field. Thread-safe.
 */
public final class Span implements AutoCloseable {
    /** Who does the work for whom, with OTLP's numbers. */
    public enum Kind {
        INTERNAL(1),
        /** For somebody who has asked over the network. */
        SERVER(2),
        /** Asking somebody over the network. */
        CLIENT(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** What is known of a span that has ended. */
    record Ended(
            String name,
            Kind kind,
            TraceParent place,
            Optional<TraceParent> parent,
            long beganNanos,
            long endedNanos,
            Map<String, String> attributes,
            Optional<String> error) {}

    private static final Span OFF = new Span("", Kind.INTERNAL, Trail.NONE, null);

    private static volatile @Nullable SpanSink sink;

    private volatile String name;
    private final Kind kind;
    private final Trail parent;
    private final @Nullable TraceParent place;
    private final long beganNanos;
    private final Map<String, String> attributes = new ConcurrentHashMap<>();
    private volatile @Nullable String error;
    private boolean ended;

    private Span(String name, Kind kind, Trail parent, @Nullable TraceParent place) {
        this.name = name;
        this.kind = kind;
        this.parent = parent;
        this.place = place;
        this.beganNanos = place == null ? 0 : System.currentTimeMillis() * 1_000_000;
    }

    /** From now on spans are collected. */
    static void collect(@Nullable SpanSink collector) {
        sink = collector;
    }

    /** Whether anybody collects. */
    public static boolean isOn() {
        return sink != null;
    }

    /** Begins a span within what the current thread works for; without a trace there, a trace of its own. */
    public static Span begin(String name) {
        return begin(name, Kind.INTERNAL, Trail.current());
    }

    public static Span begin(String name, Kind kind, Trail parent) {
        if (sink == null) {
            return OFF;
        }
        return new Span(
                name, kind, parent, parent.place().map(TraceParent::next).orElseGet(TraceParent::fresh));
    }

    /** Adds to what is told; never a token, a name that a person chose, or a path of the file system. */
    public Span with(String attribute, Object value) {
        if (place != null) {
            attributes.put(attribute, value.toString());
        }
        return this;
    }

    /** What turned out to be a better name. */
    public void named(String better) {
        if (place != null) {
            name = better;
        }
    }

    /** The work has failed. */
    public void failed(@Nullable String reason) {
        if (place != null) {
            error = String.valueOf(reason);
        }
    }

    /** What happens within the span: the trail that it was begun on, at the span's own place; while nobody collects, the current one. */
    public Trail trail() {
        TraceParent here = place;
        return here == null ? Trail.current() : parent.at(here);
    }

    /** Does a piece of work within a span; an exception fails the span and goes on. */
    public <T extends @Nullable Object, X extends Throwable> T around(ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        if (place == null) {
            return work.call();
        }
        try (this) {
            return trail().<T, X>call(work);
        } catch (RuntimeException | Error e) {
            failed(e.getMessage());
            throw e;
        }
    }

    /** Ends it. Later calls do nothing. */
    @Override
    public void close() {
        SpanSink collector = sink;
        TraceParent here = place;
        if (here == null || collector == null || !endNow()) {
            return;
        }
        Map<String, String> told = new LinkedHashMap<>(parent.list());
        told.remove("trace");
        told.putAll(attributes);
        collector.add(new Ended(
                name,
                kind,
                here,
                parent.place(),
                beganNanos,
                System.currentTimeMillis() * 1_000_000,
                told,
                Optional.ofNullable(error)));
    }

    private synchronized boolean endNow() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
