package io.physalia.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Since 8.1 ffprobe says that a stream of Matroska begins behind the samples that its decoder throws away (CodecDelay: Opus has 6.5 ms of them), and so may the film. What its
 * packets lie on is counted from the first packet, as ffprobe said before.
 */
final class PaddedStarts {
    private PaddedStarts() {}

    /** Changes what an ffprobe of 8.1 or newer has said into what an older one says. */
    static void undo(JsonNode root) {
        if (!(root.path("format") instanceof ObjectNode format)
                || !format.path("format_name").asText("").contains("matroska")) {
            return;
        }
        for (JsonNode node : root.path("streams")) {
            long samples = node.path("initial_padding").asLong();
            long rate = node.path("sample_rate").asLong();
            Rational timeBase = Rational.parse(node.path("time_base").asText(""));
            if (samples > 0
                    && rate > 0
                    && !timeBase.isZero()
                    && node.path("start_pts").isNumber()) {
                undo(
                        (ObjectNode) node,
                        format,
                        new BigDecimal(samples).divide(new BigDecimal(rate), 12, RoundingMode.HALF_UP),
                        timeBase);
            }
        }
    }

    private static void undo(ObjectNode stream, ObjectNode format, BigDecimal padding, Rational timeBase) {
        BigDecimal tick =
                new BigDecimal(timeBase.num()).divide(new BigDecimal(timeBase.den()), 12, RoundingMode.HALF_UP);
        long start = stream.path("start_pts").asLong()
                - padding.divide(tick, 0, RoundingMode.HALF_UP).longValueExact();
        BigDecimal seconds = tick.multiply(BigDecimal.valueOf(start)).setScale(6, RoundingMode.HALF_UP);
        stream.put("start_pts", start).put("start_time", seconds.toPlainString());
        if (seconds.doubleValue() < format.path("start_time").asDouble()) {
            format.put("start_time", seconds.toPlainString());
        }
    }
}
