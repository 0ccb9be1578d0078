package io.physalia.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {
    private static final TraceParent PLACE = new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");

    @Test
    void aTrailIsThereWhileItIsBoundAndNowhereElse() {
        AtomicReference<Map<String, String>> elsewhere = new AtomicReference<>();
        Trail.NONE.with("lease", "a:b").at(PLACE).run(() -> {
            assertThat(Trail.current().list())
                    .containsExactly(Map.entry("lease", "a:b"), Map.entry("trace", PLACE.traceId()));
            try {
                Thread.ofVirtual()
                        .start(() -> elsewhere.set(Trail.current().list()))
                        .join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(elsewhere.get()).isEmpty();
        assertThat(Trail.current().list()).isEmpty();
    }

    @Test
    void laterFieldsWinAndAreAskedForWhenTheyAreTold() {
        AtomicReference<String> epoch = new AtomicReference<>("1");
        Trail trail = Trail.NONE.with("epoch", "0").with(listener -> listener.accept("epoch", epoch.get()));
        assertThat(trail.list()).containsExactly(Map.entry("epoch", "1"));
        epoch.set("2");
        assertThat(trail.list()).containsExactly(Map.entry("epoch", "2"));
        assertThat(trail.with("epoch", "").list()).containsExactly(Map.entry("epoch", "2"));
    }

    @Test
    void aPlaceSurvivesItsHeader() {
        TraceParent fresh = TraceParent.fresh();
        assertThat(TraceParent.parse(fresh.header())).contains(fresh);
        assertThat(fresh.next().traceId()).isEqualTo(fresh.traceId());
        assertThat(fresh.next().spanId()).isNotEqualTo(fresh.spanId());
        assertThat(TraceParent.parse(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "x\n00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void whatIsNoPlaceIsNone(String header) {
        assertThat(TraceParent.parse(header)).isEmpty();
    }

    @Test
    void spansCostNothingWhileNobodyCollects() {
        assertThat(Span.isOn()).isFalse();
        Span span = Span.begin("work").with("a", 1);
        assertThat(span).isSameAs(Span.begin("other"));
        assertThat(span.<String, RuntimeException>around(() -> "done")).isEqualTo("done");
        Trail.NONE.at(PLACE).run(() -> assertThat(span.trail().place()).contains(PLACE));
    }

    @Test
    void whatIsWrittenIsOtlp() {
        Span.Ended span = new Span.Ended(
                "encode",
                Span.Kind.CLIENT,
                PLACE,
                java.util.Optional.of(PLACE),
                1,
                Long.MAX_VALUE,
                Map.of("q", "\"\n"),
                java.util.Optional.of("no"));
        assertThat(new OtlpSpans(Map.of("service.name", "physalia")).write(List.of(span)))
                .isEqualTo("""
                        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"physalia"}}]},\
                        "scopeSpans":[{"scope":{"name":"io.physalia"},"spans":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736",\
                        "spanId":"00f067aa0ba902b7","parentSpanId":"00f067aa0ba902b7","name":"encode","kind":3,\
                        "startTimeUnixNano":"1","endTimeUnixNano":"9223372036854775807",\
                        "attributes":[{"key":"q","value":{"stringValue":"\\"\\n"}}],"status":{"code":2,"message":"no"}}]}]}]}""");
    }
}
