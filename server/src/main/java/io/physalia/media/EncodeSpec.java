package io.physalia.media;

import java.nio.file.Path;

/**
 * What one rendition is made of: everything that FFmpeg must know except where a run starts. Two pods with the same spec and the
 * same cuts write the same frames.
 *
 * @param source a readable local file
 * @param info what the file is
 * @param container of the media segments
 * @param drawn into the encoded picture
 */
public record EncodeSpec(
        Path source, MediaInfo info, VideoOutput video, AudioOutput audio, SegmentContainer container, Drawn drawn) {

    /** Whether picture or sound is encoded anew, and not all passed on as it is. */
    public boolean encodes() {
        return video instanceof VideoOutput.Encode || audio instanceof AudioOutput.Encode;
    }
}
