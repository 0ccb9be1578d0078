package io.physalia.media;

import java.time.Duration;

/**
 * Where a run's encoded sound comes from, and what becomes of sound that ends before its film: it goes on as silence, so that every
 * segment has some; a player whose sound has run dry stops.
 *
 * <p>Behind one input for both, silence would come when the whole film has been read, long after the segments that it belongs to; and
 * FFmpeg 7 and 8, which hold back filters that make something by themselves until there is a picture, would stand still for good: who
 * reads the file waits to be rid of sound, and who encodes the picture waits for the file.
 */
enum SoundSource {
    /** The film's input; ends where it ends. */
    FILM,
    /** The film's input, whose picture is not wanted; goes on as silence. */
    FILM_FILLED_UP,
    /** A second input of the same film; goes on as silence. */
    OWN_INPUT_FILLED_UP;

    /** Less is no hole in the film: its last segment has sound, or the one before it. */
    private static final Duration NEGLIGIBLE = Duration.ofSeconds(1);

    static SoundSource of(EncodeSpec spec) {
        if (!(spec.audio() instanceof AudioOutput.Encode encode) || !endsEarly(spec.info(), encode.streamIndex())) {
            return FILM;
        }
        if (spec.video() instanceof VideoOutput.None) {
            return FILM_FILLED_UP;
        }
        // What another server has would be fetched twice.
        return RemoteAddress.isIn(spec.source()) ? FILM : OWN_INPUT_FILLED_UP;
    }

    boolean isFilledUp() {
        return this == FILM_FILLED_UP || this == OWN_INPUT_FILLED_UP;
    }

    private static boolean endsEarly(MediaInfo info, int streamIndex) {
        Duration filmEnd = info.start().plus(info.duration());
        return info.stream(streamIndex)
                .map(stream -> stream.common().end())
                .filter(end -> !end.isZero() && end.plus(NEGLIGIBLE).compareTo(filmEnd) < 0)
                .isPresent();
    }
}
