package io.physalia.media;

import java.util.Optional;
import java.util.Set;

/**
 * Whether the picture that a viewer gets has closed captions in it (ATSC A/53: beside each picture, in SEI or user data). They come with a picture that is
 * copied, and both encoders write by default what was decoded (libx265 since FFmpeg 6.1, and since 7 if told).
 */
public enum ClosedCaptions {
    PRESENT,
    /** A source may begin to have some later on. */
    UNKNOWN,
    IMPOSSIBLE;

    /** Codecs out of which FFmpeg reads captions. */
    private static final Set<String> CARRIERS = Set.of("h264", "hevc", "av1", "mpeg2video", "mpeg1video");

    /** What holds for a rendition. */
    public static ClosedCaptions of(EncodeSpec spec) {
        return switch (spec.video()) {
            case VideoOutput.None _ -> IMPOSSIBLE;
            case VideoOutput.Copy copy -> of(spec, copy.streamIndex());
            case VideoOutput.Encode encode -> of(spec, encode.streamIndex());
        };
    }

    private static ClosedCaptions of(EncodeSpec spec, int stream) {
        Optional<MediaStream.Video> video = spec.info().stream(stream)
                .filter(MediaStream.Video.class::isInstance)
                .map(MediaStream.Video.class::cast);
        if (video.filter(source -> CARRIERS.contains(source.codec())).isEmpty()) {
            return IMPOSSIBLE;
        }
        return video.get().closedCaptions() ? PRESENT : UNKNOWN;
    }
}
