package io.physalia.colony.film;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sound of the demo film: a tone that sweeps, so that no stretch of it sounds like another, with a soft ping each second. */
final class ToneSweep {
    private static final double SWEEP_SECONDS = 14;
    private static final double LOW_HZ = 160;
    private static final double HIGH_HZ = 640;

    private ToneSweep() {}

    /** Writes a WAV file of exactly this many samples per channel. */
    static void write(Path file, long samples, int sampleRateHz, int channels) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            int blockBytes = 2 * channels;
            out.write(header(samples * blockBytes, sampleRateHz, channels));
            ByteBuffer block = ByteBuffer.allocate(blockBytes).order(ByteOrder.LITTLE_ENDIAN);
            double phase = 0;
            for (long i = 0; i < samples; i++) {
                double time = (double) i / sampleRateHz;
                double sweep = 0.5 - 0.5 * Math.cos(2 * Math.PI * time / SWEEP_SECONDS);
                phase += 2 * Math.PI * LOW_HZ * Math.pow(HIGH_HZ / LOW_HZ, sweep) / sampleRateHz;
                double ping = Math.sin(2 * Math.PI * 1320 * time) * Math.exp(-18 * (time - Math.floor(time)));
                block.clear();
                for (int channel = 0; channel < channels; channel++) {
                    double value = 0.16 * Math.sin(phase + channel * 0.7) + 0.07 * ping;
                    block.putShort((short) Math.round(value * Short.MAX_VALUE));
                }
                out.write(block.array());
            }
        }
    }

    private static byte[] header(long dataBytes, int sampleRateHz, int channels) {
        int size = (int) Math.min(dataBytes, 0xffff_ff00L);
        return ByteBuffer.allocate(44)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'R', 'I', 'F', 'F'})
                .putInt(size + 36)
                .put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '})
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) channels)
                .putInt(sampleRateHz)
                .putInt(sampleRateHz * channels * 2)
                .putShort((short) (channels * 2))
                .putShort((short) 16)
                .put(new byte[] {'d', 'a', 't', 'a'})
                .putInt(size)
                .array();
    }
}
