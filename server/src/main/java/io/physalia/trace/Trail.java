package io.physalia.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread works for: names and values for its log lines, and its place in a trace. Immutable, and bound for the length of a call, so that
 * nothing stays behind on a thread; what goes on elsewhere takes it along by hand.
 *
 * @param fields asked for whenever a line is logged, as an epoch may change meanwhile
 * @param place empty outside of any trace
 */
public record Trail(Fields fields, Optional<TraceParent> place) {
    /** Outside of everything. */
    public static final Trail NONE = new Trail(_ -> {}, Optional.empty());

    private static final ScopedValue<Trail> CURRENT = ScopedValue.newInstance();

    /** Names with their values, told one by one. */
    @FunctionalInterface
    public interface Fields {
        void tell(BiConsumer<String, String> listener);
    }

    /** That of the current thread. */
    public static Trail current() {
        return CURRENT.orElse(NONE);
    }

    /** With one more field; an empty value is none. */
    public Trail with(String name, String value) {
        return value.isEmpty() ? this : with(listener -> listener.accept(name, value));
    }

    /** With more fields, which win over those of the same name. */
    public Trail with(Fields more) {
        return new Trail(
                listener -> {
                    fields.tell(listener);
                    more.tell(listener);
                },
                place);
    }

    /** At another place of a trace. */
    public Trail at(TraceParent other) {
        return new Trail(fields, Optional.of(other));
    }

    /** Name to value, in the order in which they were added; the trace comes last. */
    public Map<String, String> list() {
        Map<String, String> all = new LinkedHashMap<>();
        fields.tell((name, value) -> {
            if (!value.isEmpty()) {
                all.put(name, value);
            }
        });
        place.ifPresent(at -> all.put("trace", at.traceId()));
        return all;
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    public <T extends @Nullable Object, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }
}
