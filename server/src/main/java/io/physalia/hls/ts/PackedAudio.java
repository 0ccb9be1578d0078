package io.physalia.hls.ts;

import io.physalia.hls.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The sound of a transport stream's segment as packed audio (RFC 8216 section 3.4): its frames alone, behind a tag that tells their time. */
public final class PackedAudio {
    private static final String OWNER = "com.apple.streaming.transportStreamTimestamp\0";
    private static final int TIMESTAMP = 8;
    private static final int ID3_HEADER = 10;
    private static final int PES_HEADER = 9;

    private PackedAudio() {}

    /**
     * Unpacks the first sound of a segment.
     *
     * @param codec the first part of its RFC 6381 name, e.g. {@code mp4a} for AAC and MP3
     * @return ID3 tag and frames; empty if there is no such sound
     * @throws IOException if the segment cannot be read
     */
    public static Optional<byte[]> of(byte[] segment, String codec) throws IOException {
        TsReader reader = new TsReader(new ByteArrayInputStream(segment), 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream(segment.length);
        int track = -1;
        for (Optional<Sample> next = reader.read(); next.isPresent(); next = reader.read()) {
            TsProgram program = reader.program().orElseThrow();
            Sample sample = next.get();
            if (track < 0 && program.codecs().get(sample.track()).equals(codec)) {
                track = sample.track();
                out.writeBytes(tag(Math.floorMod(sample.pts(), TsPackets.WRAP)));
            }
            if (sample.track() == track) {
                ByteBuffer pes = sample.data();
                byte[] frames = new byte[pes.remaining() - PES_HEADER - (pes.get(PES_HEADER - 1) & 0xff)];
                pes.get(pes.limit() - frames.length, frames);
                out.writeBytes(frames);
            }
        }
        return track < 0 ? Optional.empty() : Optional.of(out.toByteArray());
    }

    /** An ID3 tag of version 2.4 with one private frame; both sizes are below 128, where all ways to write them are alike. */
    private static byte[] tag(long timestamp) {
        int content = OWNER.length() + TIMESTAMP;
        return ByteBuffer.allocate(2 * ID3_HEADER + content)
                .put("ID3".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[] {4, 0, 0})
                .putInt(ID3_HEADER + content)
                .put("PRIV".getBytes(StandardCharsets.US_ASCII))
                .putInt(content)
                .putShort((short) 0)
                .put(OWNER.getBytes(StandardCharsets.US_ASCII))
                .putLong(timestamp)
                .array();
    }
}
