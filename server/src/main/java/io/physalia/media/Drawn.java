package io.physalia.media;

import java.nio.file.Path;
import java.util.Optional;

/** What is drawn into an encoded picture. */
public sealed interface Drawn {

    /** Nothing but the film. */
    record Nothing() implements Drawn {}

    /**
     * Subtitles that are pictures, in a stream of the source.
     *
     * @param streamIndex of the source
     */
    record Pictures(int streamIndex) implements Drawn {}

    /**
     * Subtitles that are text. FFmpeg reads them as pictures from its standard input: whoever runs it writes them there, from the run's cut on.
     *
     * @param index as clients number the streams
     * @param beside the file that holds it; empty: it is a stream of the source
     * @param version changes with that file; empty for a stream of the source, which has a version of its own
     */
    record Text(int index, Optional<Path> beside, String version) implements Drawn {}
}
