package io.physalia.jellyfin.hls;

import io.physalia.media.EncodeSpec;
import io.physalia.media.MediaStream;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import java.util.List;

/**
 * The level that an encoder will choose where nobody asks for one (ITU-T H.264 table A-1, H.265 tables A.8 and A.9, main tier): what a decoder must be
 * able to do, so a master playlist may not say less. As Jellyfin it never says less than most decoders can.
 */
final class CodecLevels {
    private static final int MACROBLOCK = 16;
    /** High profile may be a quarter faster than the table. */
    private static final double HIGH_PROFILE = 1.25;

    private static final List<Level> H264 = List.of(
            new Level(41, 8_192, 245_760, 50_000_000),
            new Level(42, 8_704, 522_240, 50_000_000),
            new Level(50, 22_080, 589_824, 135_000_000),
            new Level(51, 36_864, 983_040, 240_000_000),
            new Level(52, 36_864, 2_073_600, 240_000_000),
            new Level(62, 139_264, 16_711_680, 800_000_000));

    private static final List<Level> HEVC = List.of(
            new Level(120, 2_228_224, 66_846_720, 12_000_000),
            new Level(123, 2_228_224, 133_693_440, 20_000_000),
            new Level(150, 8_912_896, 267_386_880, 25_000_000),
            new Level(153, 8_912_896, 534_773_760, 40_000_000),
            new Level(156, 8_912_896, 1_069_547_520, 60_000_000),
            new Level(186, 35_651_584, 4_278_190_080L, 240_000_000));

    /**
     * A line of a table.
     *
     * @param idc the level's number in the stream
     * @param area of a picture, in macroblocks or luma samples
     * @param areaPerSecond the same, a second
     */
    private record Level(int idc, long area, long areaPerSecond, long bitrateBps) {
        boolean holds(long wanted, double perSecond, double bitrate) {
            return wanted <= area && perSecond <= areaPerSecond && bitrate <= bitrateBps;
        }
    }

    private CodecLevels() {}

    /** The level of what is encoded. One that was asked for is written into H.264 as it is; libx265 is not told. */
    static int of(EncodeSpec spec, VideoOutput.Encode encode) {
        boolean isH264 = encode.codec() == VideoCodec.H264;
        if (isH264 && encode.level() > 0) {
            return encode.level();
        }
        long area = isH264
                ? (long) Math.ceilDiv(encode.width(), MACROBLOCK) * Math.ceilDiv(encode.height(), MACROBLOCK)
                : (long) encode.width() * encode.height();
        double rate = spec.info().stream(encode.streamIndex()).orElse(null) instanceof MediaStream.Video video
                ? video.frameRate().toDouble()
                : 0;
        double bitrate = encode.bitrateBps() / (isH264 ? HIGH_PROFILE : 1);
        List<Level> levels = isH264 ? H264 : HEVC;
        return levels.stream()
                .filter(level -> level.holds(area, area * rate, bitrate))
                .findFirst()
                .orElse(levels.getLast())
                .idc();
    }
}
