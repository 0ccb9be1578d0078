package io.physalia.hls.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * How a track's frames are coded (ISO/IEC 14496-12 section 8.5.2, 14496-15 sections 5.3.3 and 8.3.3).
 *
 * @param type four characters, e.g. {@code avc1}
 * @param width 0: no picture
 * @param profile of AVC and HEVC; 0: not said
 * @param level in the codec's own numbers; 0: not said
 */
public record SampleEntry(String type, int width, int height, int profile, int level) {
    private static final int WIDTH_AT = 24;
    private static final int PICTURE_HEADER = 78;

    /** Whether it is a picture's. */
    public boolean isPicture() {
        return width > 0;
    }

    static SampleEntry parse(Box trak, boolean video) {
        Box entry = box(trak);
        if (!video) {
            return new SampleEntry(entry.type(), 0, 0, 0, 0);
        }
        ByteBuffer content = entry.content();
        List<Box> boxes = ofPicture(entry);
        Optional<ByteBuffer> avc = content(boxes, "avcC");
        Optional<ByteBuffer> hevc = content(boxes, "hvcC");
        int profile = avc.map(each -> each.get(1) & 0xff)
                .orElseGet(() -> hevc.map(each -> each.get(1) & 0x1f).orElse(0));
        int level = avc.map(each -> each.get(3) & 0xff)
                .orElseGet(() -> hevc.map(each -> each.get(12) & 0xff).orElse(0));
        return new SampleEntry(
                entry.type(),
                content.getShort(WIDTH_AT) & 0xffff,
                content.getShort(WIDTH_AT + 2) & 0xffff,
                profile,
                level);
    }

    /** The first sample entry of a track. */
    static Box box(Box trak) {
        ByteBuffer descriptions = descriptions(trak);
        return Box.parse(descriptions.slice(8, descriptions.limit() - 8)).getFirst();
    }

    /** The content of a track's sample description box: eight bytes, then its entries. */
    static ByteBuffer descriptions(Box trak) {
        return trak.get("mdia").get("minf").get("stbl").get("stsd").content();
    }

    /** The boxes within a picture's sample entry. */
    static List<Box> ofPicture(Box entry) {
        ByteBuffer content = entry.content();
        return Box.parse(content.slice(PICTURE_HEADER, content.limit() - PICTURE_HEADER));
    }

    private static Optional<ByteBuffer> content(List<Box> boxes, String type) {
        return boxes.stream()
                .filter(box -> box.type().equals(type))
                .map(Box::content)
                .findFirst();
    }
}
