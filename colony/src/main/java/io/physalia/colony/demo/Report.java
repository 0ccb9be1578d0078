package io.physalia.colony.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.physalia.colony.viewer.Proof;
import io.physalia.colony.viewer.Viewing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of a headless demo, and the judgement over it. */
final class Report {
    private static final long TERM_LIMIT_MILLIS = 1000;

    private final DemoOptions options;
    private final Viewing viewing;
    private final Proof proof;
    private final List<Takeover> takeovers;
    private final DoorCounts counts;

    Report(DemoOptions options, Viewing viewing, Proof proof, List<Takeover> takeovers, DoorCounts counts) {
        this.options = options;
        this.viewing = viewing;
        this.proof = proof;
        this.takeovers = takeovers;
        this.counts = counts;
    }

    /** How long the next new segment may take: lease + 1 s, or 1 s where the owner could hand over. */
    private long limitMillis() {
        return options.blow() == Blow.TERM ? TERM_LIMIT_MILLIS : options.lease().toMillis() + 1000;
    }

    /** Everything that is not as it should be; empty: all is well. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (viewing.stalls() > 0) {
            problems.add("the picture stood still " + viewing.stalls() + " times, " + viewing.stalledMillis()
                    + " ms in all");
        }
        viewing.failures().forEach(failure -> problems.add("failed request: " + failure));
        counts.failures().forEach(failure -> problems.add("the front door had no answer: " + failure));
        // Where a progress report goes is what may be lost; it says 503 then, and the client sends the next one.
        long excused = options.outage().isPresent() ? viewing.reportFailures().size() : 0;
        if (counts.errorCount() > excused) {
            problems.add("pods answered " + counts.errorCount() + " times with a status of 500 or more");
        }
        problems.addAll(viewing.problems());
        problems.addAll(proof.problems());
        for (Takeover takeover : takeovers) {
            if (!takeover.happened()) {
                problems.add("nobody took over from " + takeover.victim() + ", epoch " + takeover.epochBefore());
            } else if (takeover.segmentMillis() > limitMillis()) {
                problems.add("the next new segment after " + takeover.victim() + " came after "
                        + takeover.segmentMillis() + " ms (expected: at most " + limitMillis() + ")");
            }
        }
        if (options.killEvery() > 0 && options.kills() > 0 && takeovers.isEmpty()) {
            problems.add("no pod was hit");
        }
        return problems;
    }

    List<Takeover> takeovers() {
        return takeovers;
    }

    private Map<String, Object> toMap() {
        List<String> problems = problems();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ok", problems.isEmpty());
        map.put("problems", problems);
        map.put("seed", options.seed());
        map.put("signal", options.blow().signal());
        options.outage().ifPresent(outage -> map.put("outage", outage + " for " + options.outageSeconds() + " s"));
        map.put("storage", options.storage().toString().toLowerCase(java.util.Locale.ROOT));
        map.put("container", options.container().toString().toLowerCase(java.util.Locale.ROOT));
        map.put("pods", options.pods());
        map.put("seconds", options.seconds());
        map.put("leaseSeconds", options.lease().toMillis() / 1000.0);
        map.put("stalls", viewing.stalls());
        map.put("stalledMillis", viewing.stalledMillis());
        map.put("requests", viewing.requests() + viewing.reports());
        map.put(
                "failedRequests",
                viewing.failures().size() + viewing.reportFailures().size());
        map.put("failures", viewing.failures());
        map.put("reportFailures", viewing.reportFailures());
        map.put(
                "door",
                Map.of(
                        "answered", counts.answeredCount(),
                        "retried", counts.retriedCount(),
                        "errors", counts.errorCount(),
                        "failed", counts.failures().size()));
        map.put("segments", viewing.fetches().size());
        map.put("slowestSegmentMillis", viewing.slowestFetchMillis());
        map.put("takeovers", takeovers);
        map.put("takeoverMillis", figures());
        map.put(
                "frames",
                Map.of(
                        "expected", proof.framesExpected(),
                        "seen", proof.framesSeen(),
                        "missing", proof.framesMissing(),
                        "repeated", proof.framesRepeated()));
        map.put("audioSamples", Map.of("expected", proof.audioSamplesExpected(), "seen", proof.audioSamplesSeen()));
        map.put("largestTimeErrorMicros", proof.largestTimeErrorMicros());
        map.put("largestSampleError", proof.largestSampleError());
        return map;
    }

    private Map<String, Long> figures() {
        List<Long> times = takeovers.stream()
                .filter(takeover -> takeover.segmentMillis() >= 0)
                .map(Takeover::segmentMillis)
                .sorted()
                .toList();
        Map<String, Long> figures = new LinkedHashMap<>();
        if (!times.isEmpty()) {
            figures.put("median", times.get(times.size() / 2));
            figures.put("p99", times.get((int) Math.ceil(times.size() * 0.99) - 1));
            figures.put("max", times.getLast());
        }
        return figures;
    }

    String toJson() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(toMap());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeTo(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, toJson() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written to " + file, e);
        }
    }

    /** Tells the result in a few lines. */
    void tell(Story story) {
        story.tell("requests " + (viewing.requests() + viewing.reports()) + ", failed "
                + viewing.failures().size()
                + ", retried by the front door " + counts.retriedCount() + "; stalls " + viewing.stalls()
                + "; slowest segment " + viewing.slowestFetchMillis() + " ms");
        story.tell("frames expected " + proof.framesExpected() + ", seen " + proof.framesSeen() + ", missing "
                + proof.framesMissing() + ", repeated " + proof.framesRepeated() + "; audio samples expected "
                + proof.audioSamplesExpected() + ", seen " + proof.audioSamplesSeen());
        story.tell("takeovers " + takeovers.size() + ", milliseconds to the next new segment " + figures());
        List<String> problems = problems();
        if (problems.isEmpty()) {
            story.good("all is well: the viewer noticed nothing");
        } else {
            problems.stream().limit(40).forEach(story::bad);
        }
    }
}
