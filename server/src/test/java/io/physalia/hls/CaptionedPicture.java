package io.physalia.hls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts closed captions into H.264 as broadcasters do: with each picture an SEI message of ATSC A/53 that holds two bytes of CEA-608. Captions "pop on": they are
 * sent before they are shown.
 */
public final class CaptionedPicture {
    /** What is said in nine seconds of 25 pictures each, also across the cuts at even seconds. */
    public static final List<Caption> WORDS = List.of(
            new Caption(30, 75, "ONE WORD"), new Caption(103, 156, "TWO ACROSS"), new Caption(180, 210, "THE LAST"));

    private static final int[] LOAD = {0x14, 0x20};
    private static final int[] FORGET_LOADED = {0x14, 0x2E};
    private static final int[] LOWEST_ROW = {0x14, 0x60};
    private static final int[] SHOW = {0x14, 0x2F};
    private static final int[] CLEAR = {0x14, 0x2C};
    private static final int[] NOTHING = {0, 0};

    private CaptionedPicture() {}

    /**
     * A caption.
     *
     * @param from the first picture it is shown with
     * @param to the first without
     * @param text basic characters, an even number of them
     */
    public record Caption(int from, int to, String text) {}

    /** @param annexB one slice to each picture, in the order in which they are shown */
    public static byte[] of(byte[] annexB, List<Caption> captions) {
        List<int[]> pairs = new ArrayList<>();
        for (Caption caption : captions) {
            byte[] text = caption.text().getBytes(StandardCharsets.US_ASCII);
            List<int[]> sent = new ArrayList<>();
            // Codes are sent twice, as receivers may miss one.
            for (int[] code : List.of(LOAD, FORGET_LOADED, LOWEST_ROW)) {
                sent.addAll(List.of(code, code));
            }
            for (int i = 0; i < text.length; i += 2) {
                sent.add(new int[] {text[i], text[i + 1]});
            }
            fill(pairs, caption.from() - sent.size());
            pairs.addAll(sent);
            pairs.addAll(List.of(SHOW, SHOW));
            fill(pairs, caption.to());
            pairs.addAll(List.of(CLEAR, CLEAR));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int picture = 0;
        int from = 0;
        for (int at = 0; at + 3 < annexB.length; at++) {
            boolean starts = annexB[at] == 0 && annexB[at + 1] == 0 && annexB[at + 2] == 1;
            int type = annexB[at + 3] & 0x1F;
            if (starts && (type == 1 || type == 5)) {
                int before = at > from && annexB[at - 1] == 0 ? at - 1 : at;
                out.write(annexB, from, before - from);
                out.writeBytes(message(picture < pairs.size() ? pairs.get(picture) : NOTHING));
                picture++;
                from = before;
            }
        }
        out.write(annexB, from, annexB.length - from);
        return out.toByteArray();
    }

    private static void fill(List<int[]> pairs, int until) {
        if (pairs.size() > until) {
            throw new IllegalArgumentException("captions follow each other too fast: " + pairs.size() + " > " + until);
        }
        while (pairs.size() < until) {
            pairs.add(NOTHING);
        }
    }

    /** H.264 annex D.1.6 and A/53 part 4: registered user data of the ATSC, one pair of the first field. */
    private static byte[] message(int[] pair) {
        int[] payload = {
            0xB5, 0, 0x31, 'G', 'A', '9', '4', 3, 0xC1, 0xFF, 0xFC, withParity(pair[0]), withParity(pair[1]), 0xFF
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int each : new int[] {0, 0, 0, 1, 6, 4, payload.length}) {
            out.write(each);
        }
        for (int each : payload) {
            out.write(each);
        }
        out.write(0x80);
        return out.toByteArray();
    }

    private static int withParity(int seven) {
        return Integer.bitCount(seven) % 2 == 0 ? seven | 0x80 : seven;
    }
}
