package io.physalia.hls.mp4;

import java.nio.ByteBuffer;

/**
 * What HEVC is called in an init section. Apple's players take only {@code hvc1}, which promises that all parameter sets are there; ours are there, and before keyframes too, for
 * whoever goes on with another encoder (ISO/IEC 14496-15 section 8.3.3).
 */
final class HevcName {
    private static final int ENTRY_TYPE_AT = 12;
    private static final int ARRAYS_AT = 22;
    private static final int COMPLETE = 0x80;
    private static final int TYPE = 0x3f;
    /** VPS, SPS and PPS (ITU-T H.265, table 7-1). */
    private static final int FIRST_SET = 32;

    private static final int LAST_SET = 34;

    private HevcName() {}

    /** A copy of an init section in which {@code hev1} is {@code hvc1}, and says of its parameter sets that they are complete. */
    static ByteBuffer hvc1(Mp4Init init) {
        ByteBuffer bytes =
                ByteBuffer.allocate(init.bytes().remaining()).put(init.bytes()).flip();
        for (Box trak : new Box("file", bytes).get("moov").children()) {
            if (trak.type().equals("trak")) {
                ByteBuffer descriptions = SampleEntry.descriptions(trak);
                if (descriptions.getInt(ENTRY_TYPE_AT) == Box.type("hev1")) {
                    descriptions.putInt(ENTRY_TYPE_AT, Box.type("hvc1"));
                    complete(SampleEntry.box(trak));
                }
            }
        }
        return bytes;
    }

    private static void complete(Box entry) {
        for (Box box : SampleEntry.ofPicture(entry)) {
            if (box.type().equals("hvcC")) {
                ByteBuffer record = box.content();
                int at = ARRAYS_AT + 1;
                for (int array = record.get(ARRAYS_AT) & 0xff; array > 0; array--) {
                    int type = record.get(at) & TYPE;
                    if (type >= FIRST_SET && type <= LAST_SET) {
                        record.put(at, (byte) (type | COMPLETE));
                    }
                    int units = record.getShort(at + 1) & 0xffff;
                    at += 3;
                    for (; units > 0; units--) {
                        at += 2 + (record.getShort(at) & 0xffff);
                    }
                }
            }
        }
    }
}
