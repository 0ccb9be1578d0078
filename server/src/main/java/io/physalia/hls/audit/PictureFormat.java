package io.physalia.hls.audit;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a picture's sequence parameter set says of it (ITU-T H.264 section 7.3.2.1, H.265 section 7.3.2.2).
 *
 * @param profile {@code profile_idc}, or {@code general_profile_idc}
 * @param level {@code level_idc}, or {@code general_level_idc}
 * @param width of what is shown, in samples
 */
public record PictureFormat(int profile, int level, int width, int height) {
    private static final int H264_SPS = 7;
    private static final int HEVC_SPS = 33;

    /** Looks for the first sequence parameter set behind a start code. */
    static Optional<PictureFormat> find(ByteBuffer stream, boolean hevc) {
        for (int at = 0; at + 6 < stream.limit(); at++) {
            if (stream.get(at) == 0 && stream.get(at + 1) == 0 && stream.get(at + 2) == 1) {
                int type = hevc ? stream.get(at + 3) >> 1 & 0x3f : stream.get(at + 3) & 0x1f;
                if (type == (hevc ? HEVC_SPS : H264_SPS)) {
                    int header = hevc ? 2 : 1;
                    Bits bits = new Bits(stream.slice(at + 3 + header, stream.limit() - at - 3 - header));
                    return Optional.of(hevc ? hevc(bits) : h264(bits));
                }
            }
        }
        return Optional.empty();
    }

    private static PictureFormat h264(Bits bits) {
        int profile = bits.read(8);
        bits.read(8);
        int level = bits.read(8);
        bits.golomb();
        int chroma = 1;
        if (profile == 100 || profile == 110 || profile == 122 || profile == 244) {
            chroma = bits.golomb();
            bits.golomb();
            bits.golomb();
            bits.read(1);
            if (bits.read(1) == 1) {
                throw new IllegalArgumentException("scaling matrices are not read");
            }
        }
        bits.golomb();
        int order = bits.golomb();
        if (order == 0) {
            bits.golomb();
        } else if (order == 1) {
            throw new IllegalArgumentException("picture order of type 1 is not read");
        }
        bits.golomb();
        bits.read(1);
        int columns = bits.golomb() + 1;
        int rows = bits.golomb() + 1;
        int frames = bits.read(1);
        if (frames == 0) {
            bits.read(1);
        }
        bits.read(1);
        int[] crop = crop(bits);
        int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
        int unitY = (chroma == 1 ? 2 : 1) * (2 - frames);
        return new PictureFormat(
                profile,
                level,
                columns * 16 - unitX * (crop[0] + crop[1]),
                rows * 16 * (2 - frames) - unitY * (crop[2] + crop[3]));
    }

    private static PictureFormat hevc(Bits bits) {
        bits.read(4);
        int subLayers = bits.read(3);
        bits.read(1);
        bits.read(3);
        int profile = bits.read(5);
        bits.skip(32 + 48);
        int level = bits.read(8);
        if (subLayers > 0) {
            throw new IllegalArgumentException("sub-layers are not read");
        }
        bits.golomb();
        int chroma = bits.golomb();
        int width = bits.golomb();
        int height = bits.golomb();
        int[] crop = crop(bits);
        int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
        int unitY = chroma == 1 ? 2 : 1;
        return new PictureFormat(
                profile, level, width - unitX * (crop[0] + crop[1]), height - unitY * (crop[2] + crop[3]));
    }

    /** Left, right, top, bottom. */
    private static int[] crop(Bits bits) {
        return bits.read(1) == 0 ? new int[4] : new int[] {bits.golomb(), bits.golomb(), bits.golomb(), bits.golomb()};
    }

    /** Bits of a NAL unit, without the bytes that keep start codes out of it (H.264 section 7.4.1). */
    private static final class Bits {
        private final ByteBuffer bytes;
        private int at;
        private int zeros;
        private int current;
        private int left;

        Bits(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        private int bit() {
            if (left == 0) {
                current = bytes.get(at++) & 0xff;
                if (zeros >= 2 && current == 3) {
                    zeros = 0;
                    current = bytes.get(at++) & 0xff;
                }
                zeros = current == 0 ? zeros + 1 : 0;
                left = 8;
            }
            return current >> --left & 1;
        }

        int read(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                value = value << 1 | bit();
            }
            return value;
        }

        void skip(int count) {
            for (int i = 0; i < count; i++) {
                bit();
            }
        }

        /** An unsigned Exp-Golomb code (H.264 section 9.1). */
        int golomb() {
            int leading = 0;
            while (bit() == 0) {
                if (++leading > 31) {
                    throw new IllegalArgumentException("no Exp-Golomb code");
                }
            }
            return (1 << leading) - 1 + read(leading);
        }
    }
}
