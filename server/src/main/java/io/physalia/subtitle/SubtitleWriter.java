package io.physalia.subtitle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes cues in the formats that clients read. */
final class SubtitleWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Media segments made by this program begin at 10 s of their clock's time. */
    private static final String TIME_MAP = "X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n";

    private static final String ASS_HEAD = """
            [Script Info]
            ScriptType: v4.00+
            PlayResX: 384
            PlayResY: 288
            ScaledBorderAndShadow: yes

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
            Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            """;

    private static final String SSA_HEAD = """
            [Script Info]
            ScriptType: v4.00

            [V4 Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, TertiaryColour, BackColour, Bold, Italic, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, AlphaLevel, Encoding
            Style: Default,Arial,16,16777215,16777215,0,0,0,0,1,1,0,2,10,10,10,0,0

            [Events]
            Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            """;

    private SubtitleWriter() {}

    /** @param timeMap whether WebVTT says how its times lie to those of media segments */
    static String write(List<Cue> cues, SubtitleFormat format, boolean timeMap) {
        return switch (format) {
            case SRT -> srt(cues);
            case VTT -> vtt(cues, timeMap);
            case ASS -> ASS_HEAD + events(cues, "0");
            case SSA -> SSA_HEAD + events(cues, "Marked=0");
            case TTML -> ttml(cues);
            case JSON -> json(cues);
        };
    }

    private static String srt(List<Cue> cues) {
        StringBuilder out = new StringBuilder();
        int number = 1;
        for (Cue cue : cues) {
            out.append(number++).append('\n');
            out.append(time(cue.start(), ','))
                    .append(" --> ")
                    .append(time(cue.end(), ','))
                    .append('\n');
            out.append(cue.top() ? "{\\an8}" : "")
                    .append(Markup.unescaped(cue.text()))
                    .append("\n\n");
        }
        return out.toString();
    }

    private static String vtt(List<Cue> cues, boolean timeMap) {
        StringBuilder out =
                new StringBuilder("WEBVTT\n").append(timeMap ? TIME_MAP : "").append('\n');
        for (Cue cue : cues) {
            out.append(time(cue.start(), '.')).append(" --> ").append(time(cue.end(), '.'));
            out.append(cue.top() ? " line:5%" : "")
                    .append('\n')
                    .append(cue.text())
                    .append("\n\n");
        }
        return out.toString();
    }

    private static String events(List<Cue> cues, String first) {
        StringBuilder out = new StringBuilder();
        for (Cue cue : cues) {
            String text = cue.text()
                    .replaceAll("<([biu])>", "{\\\\$11}")
                    .replaceAll("</([biu])>", "{\\\\$10}")
                    .replace("\n", "\\N");
            out.append("Dialogue: ").append(first).append(',');
            out.append(AssScript.time(cue.start())).append(',').append(AssScript.time(cue.end()));
            out.append(",Default,,0,0,0,,").append(cue.top() ? "{\\an8}" : "");
            out.append(Markup.unescaped(text)).append('\n');
        }
        return out.toString();
    }

    private static String ttml(List<Cue> cues) {
        StringBuilder out = new StringBuilder("""
                <?xml version="1.0" encoding="utf-8"?>
                <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" lang="no">
                <head><styling>
                <style xml:id="b" tts:fontWeight="bold"/><style xml:id="i" tts:fontStyle="italic"/><style xml:id="u" tts:textDecoration="underline"/>
                </styling></head>
                <body><div>
                """.replace(" lang=\"no\"", " xml:lang=\"\""));
        for (Cue cue : cues) {
            String text = cue.text()
                    .replaceAll("<([biu])>", "<span style=\"$1\">")
                    .replaceAll("</[biu]>", "</span>")
                    .replace("\n", "<br/>");
            out.append("<p begin=\"")
                    .append(time(cue.start(), '.'))
                    .append("\" end=\"")
                    .append(time(cue.end(), '.'));
            out.append("\">").append(text).append("</p>\n");
        }
        return out.append("</div></body></tt>\n").toString();
    }

    private static String json(List<Cue> cues) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode events = root.putArray("TrackEvents");
        int number = 1;
        for (Cue cue : cues) {
            events.addObject()
                    .put("Id", Integer.toString(number++))
                    .put("Text", Markup.unescaped(cue.text()))
                    .put("StartPositionTicks", cue.start().toNanos() / 100)
                    .put("EndPositionTicks", cue.end().toNanos() / 100);
        }
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain data", e);
        }
    }

    private static String time(Duration time, char point) {
        long millis = time.toMillis();
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                point,
                millis % 1000);
    }
}
