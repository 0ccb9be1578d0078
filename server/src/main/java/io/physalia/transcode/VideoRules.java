package io.physalia.transcode;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.Drawn;
import io.physalia.media.HighRange;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.RangeTypes;
import io.physalia.media.Rational;
import io.physalia.media.SegmentContainer;
import io.physalia.media.SubtitleCodecs;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** What becomes of the picture: a pure function of the stream and the request. */
final class VideoRules {
    private static final long LEAST_BITRATE_BPS = 64_000;
    private static final long MOST_BITRATE_BPS = 400_000_000;
    private static final List<String> COPYABLE_TO_TS = List.of("h264", "hevc");
    private static final List<String> COPYABLE_TO_MP4 = List.of("h264", "hevc", "av1", "vp9");

    private VideoRules() {}

    static VideoOutput decide(MediaStream.Video stream, PlanRequest request, MediaInfo info, Drawn drawn) {
        if (request.videoCodecs().isEmpty()) {
            return new VideoOutput.None();
        }
        if (drawn instanceof Drawn.Nothing && mayCopy(stream, request, info)) {
            return new VideoOutput.Copy(stream.index());
        }
        if (RangeTypes.isBareDolbyVision(stream)) {
            throw new Failure(
                    FailureCode.NOT_SUPPORTED,
                    "the picture is Dolby Vision without anything that others can show, which this server cannot convert"
                            + " (expected: a player of Dolby Vision that takes it as it is)");
        }
        VideoCodec codec = request.videoCodecs().stream()
                .map(VideoCodec::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(VideoCodec.H264);
        int[] size = size(stream, request.video());
        boolean levelFits = stream.codec().equals(codec.codecName());
        int level = request.video().level().orElse(0);
        String profile = request.video().profiles().stream()
                .filter(List.of("baseline", "constrainedbaseline", "main", "high")::contains)
                .findFirst()
                .map(name -> name.equals("constrainedbaseline") ? "baseline" : name)
                .orElse(codec == VideoCodec.H264 ? "high" : "main");
        return new VideoOutput.Encode(
                stream.index(),
                codec,
                bitrate(stream, request, info, codec),
                size[0],
                size[1],
                levelFits || level > 0 ? level : 0,
                profile);
    }

    /**
     * The subtitles that are drawn into the picture, if any are asked for.
     *
     * @throws Failure {@code INVALID_PARAMETER} for an index that is no subtitle of the source; {@code NOT_SUPPORTED} for one that cannot be drawn
     */
    static Drawn drawn(MediaSource source, PlanRequest request, MediaSources sources) {
        OptionalInt asked = request.videoCodecs().isEmpty() ? OptionalInt.empty() : request.drawnSubtitle();
        if (asked.isEmpty()) {
            return new Drawn.Nothing();
        }
        int index = asked.getAsInt();
        MediaStream stream = source.info().stream(index).orElse(null);
        if (stream instanceof MediaStream.Subtitle subtitle) {
            require(SubtitleCodecs.isDrawable(subtitle.codec(), false), subtitle.codec());
            return SubtitleCodecs.isText(subtitle.codec())
                    ? new Drawn.Text(index, Optional.empty(), "")
                    : new Drawn.Pictures(index);
        }
        // Behind the file's own streams, where attachments do not count, come the files beside it.
        Optional<MediaSource.SubtitleFile> beside = stream == null || stream instanceof MediaStream.Attachment
                ? sources.findSubtitleFile(source, index)
                : Optional.empty();
        MediaSource.SubtitleFile file = beside.orElseThrow(() -> new Failure(
                FailureCode.INVALID_PARAMETER,
                "SubtitleStreamIndex: " + index + " (expected: the index of a subtitle stream of the source)"));
        require(SubtitleCodecs.isDrawable(file.codec(), true), file.codec());
        return new Drawn.Text(index, Optional.of(file.path()), file.version());
    }

    private static void require(boolean drawable, String codec) {
        if (!drawable) {
            throw new Failure(
                    FailureCode.NOT_SUPPORTED,
                    "subtitles: " + codec
                            + " cannot be drawn into the picture (expected: text, or PGS, VobSub, DVB or XSub"
                            + " within the film)");
        }
    }

    private static boolean mayCopy(MediaStream.Video stream, PlanRequest request, MediaInfo info) {
        PlanRequest.VideoLimits limits = request.video();
        List<String> copyable = request.container() == SegmentContainer.MPEG_TS ? COPYABLE_TO_TS : COPYABLE_TO_MP4;
        long bitrate = bitrateOf(stream, info);
        String profile = stream.common().profile().toLowerCase(Locale.ROOT).replace(" ", "");
        return limits.allowCopy()
                && copyable.contains(stream.codec())
                && request.videoCodecs().stream().anyMatch(name -> sameCodec(name, stream.codec()))
                && limits.maxWidth().orElse(Integer.MAX_VALUE) >= stream.width()
                && limits.maxHeight().orElse(Integer.MAX_VALUE) >= stream.height()
                && (limits.bitrateBps().isEmpty()
                        || (bitrate > 0 && bitrate <= limits.bitrateBps().getAsLong()))
                && limits.level().orElse(Integer.MAX_VALUE) >= stream.level()
                && (limits.profiles().isEmpty()
                        || profile.isEmpty()
                        || limits.profiles().contains(profile))
                && (limits.rangeTypes().isEmpty()
                        || limits.rangeTypes().stream().anyMatch(shows(stream)))
                && !(limits.progressive() && stream.interlaced())
                && limits.bitDepth().orElse(Integer.MAX_VALUE) >= stream.bitDepth()
                && limits.maxRefFrames().orElse(Integer.MAX_VALUE) >= stream.refFrames()
                && stream.rotationDegrees() == 0
                && !(info.container().contains("avi") && stream.codec().equals("h264"));
    }

    /** Whether a kind of dynamic range, by Jellyfin's name, is what a player of it sees in this picture. */
    private static Predicate<String> shows(MediaStream.Video stream) {
        if (RangeTypes.isBareDolbyVision(stream)) {
            return "dovi"::equals;
        }
        return HighRange.of(stream)
                .<Predicate<String>>map(range -> switch (range) {
                    case PQ -> name -> name.startsWith("hdr10") || name.startsWith("dovi");
                    case HLG -> name -> name.equals("hlg") || name.equals("doviwithhlg");
                })
                .orElse(name -> name.equals("sdr") || name.equals("doviwithsdr"));
    }

    private static boolean sameCodec(String asked, String has) {
        return asked.equalsIgnoreCase("copy")
                || asked.equalsIgnoreCase(has)
                || VideoCodec.find(asked)
                        .map(VideoCodec::codecName)
                        .filter(has::equals)
                        .isPresent();
    }

    private static long bitrateOf(MediaStream.Video stream, MediaInfo info) {
        return stream.common().bitrateBps() > 0 ? stream.common().bitrateBps() : info.bitrateBps();
    }

    /** The client's ceiling, or less where the source has no more to give. */
    private static long bitrate(MediaStream.Video stream, PlanRequest request, MediaInfo info, VideoCodec codec) {
        long source = bitrateOf(stream, info);
        long asked = request.video().bitrateBps().orElse(source > 0 ? Math.max(source, 1_000_000) : 8_000_000);
        if (source > 0) {
            // Re-encoding needs more bits than the source for the same picture, the more the smaller it is; H.265 gives
            // them back.
            double room = source <= 2_000_000 ? 2.5 : source <= 3_000_000 ? 2 : 1.5;
            double factor = codec == VideoCodec.HEVC && !stream.codec().equals("hevc") ? 0.6 : 1;
            asked = Math.min(asked, (long) (source * room * factor));
        }
        return Math.clamp(asked, LEAST_BITRATE_BPS, MOST_BITRATE_BPS);
    }

    /** The source's size with square pixels, shrunk into the limits, never enlarged, rounded down to even. */
    private static int[] size(MediaStream.Video stream, PlanRequest.VideoLimits limits) {
        Rational aspect = stream.sampleAspectRatio();
        boolean turned = stream.rotationDegrees() % 180 != 0;
        double width = stream.width() * (aspect.isZero() ? 1 : aspect.toDouble());
        double height = stream.height();
        if (turned) {
            double swap = width;
            width = height;
            height = swap;
        }
        double scale = Math.min(
                1,
                Math.min(
                        limits.maxWidth().orElse(Integer.MAX_VALUE) / width,
                        limits.maxHeight().orElse(Integer.MAX_VALUE) / height));
        return new int[] {even(width * scale), even(height * scale)};
    }

    private static int even(double size) {
        return (int) Math.max(2, Math.floor(size / 2) * 2);
    }
}
