package io.physalia.hls.ts;

import java.nio.ByteBuffer;

/** The layout of transport stream packets and PES headers (ISO/IEC 13818-1 sections 2.4.3.2, 2.4.3.4 and 2.4.3.6). */
final class TsPackets {
    static final int SIZE = 188;
    static final int SYNC = 0x47;
    static final int BODY = SIZE - 4;
    static final int PAT_PID = 0;
    /** Where a PES header holds its timestamps, if it has them. */
    static final int PTS_AT = 9;

    static final int DTS_AT = 14;
    /** Timestamps are 33 bits wide. */
    static final long WRAP = 1L << 33;

    private TsPackets() {}

    static long readTimestamp(ByteBuffer pes, int at) {
        long high = (pes.get(at) >> 1) & 0x07;
        long middle = (pes.getShort(at + 1) & 0xfffeL) >> 1;
        long low = (pes.getShort(at + 3) & 0xfffeL) >> 1;
        return (high << 30) | (middle << 15) | low;
    }

    /** Writes 33 bits of a time, keeping the prefix that says which of the two it is. */
    static void writeTimestamp(ByteBuffer pes, int at, long time) {
        pes.put(at, (byte) ((pes.get(at) & 0xf0) | ((time >> 29) & 0x0e) | 1));
        pes.putShort(at + 1, (short) (((time >> 14) & 0xfffe) | 1));
        pes.putShort(at + 3, (short) (((time << 1) & 0xfffe) | 1));
    }

    static boolean hasPts(ByteBuffer pes) {
        return pes.remaining() >= 14 && (pes.get(7) & 0x80) != 0;
    }

    static boolean hasDts(ByteBuffer pes) {
        return pes.remaining() >= 19 && (pes.get(7) & 0xc0) == 0xc0;
    }

    /** The time nearest to {@code reference} that has these 33 bits. */
    static long unwrap(long bits, long reference) {
        long offset = Math.floorMod(bits - reference + WRAP / 2, WRAP) - WRAP / 2;
        return reference + offset;
    }
}
