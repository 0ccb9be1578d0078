package io.physalia.subtitle;

import io.physalia.media.Drawn;
import io.physalia.media.EncodeSpec;
import io.physalia.media.TextPictures;
import io.physalia.media.VideoOutput;
import io.physalia.subtitle.draw.FontShelf;
import io.physalia.subtitle.draw.PictureStream;
import io.physalia.subtitle.draw.TextPicture;
import java.time.Duration;
import java.util.Optional;

/** Draws text tracks of films and text files beside them. Thread-safe. */
public final class DrawnSubtitles implements TextPictures {
    private static final long TICKS = 90_000;
    /** So much of a track is read at a time while not all of it is there. */
    private static final long PIECE_TICKS = 90 * TICKS;

    private final SubtitleTracks tracks;
    private final FontShelf fonts;

    public DrawnSubtitles(SubtitleTracks tracks, FontShelf fonts) {
        this.tracks = tracks;
        this.fonts = fonts;
    }

    @Override
    public Feed open(String sourceId, EncodeSpec spec) {
        if (!(spec.drawn() instanceof Drawn.Text drawn) || !(spec.video() instanceof VideoOutput.Encode picture)) {
            throw new IllegalArgumentException(
                    "drawn: " + spec.drawn() + " into " + spec.video() + " (expected: text into an encoded picture)");
        }
        if (drawn.beside().isPresent()) {
            return whole(tracks.text(drawn.beside().get()), picture);
        }
        Film film = Film.of(sourceId, spec.source(), spec.info());
        if (!spec.info().duration().isPositive()) {
            return whole(tracks.text(film, drawn.index()), picture);
        }
        return tracks.find(film, drawn.index())
                .map(text -> whole(text, picture))
                .orElseGet(() -> pieces(film, drawn.index(), picture));
    }

    private Feed whole(SubtitleTracks.Text text, VideoOutput.Encode picture) {
        TextPicture drawn = drawn(text, picture);
        return (fromTicks, out) ->
                drawn.write(fromTicks, Long.MAX_VALUE, new PictureStream(out, picture.width(), picture.height()));
    }

    /** Nobody waits until all of a long film has been read for the words of its beginning. */
    private Feed pieces(Film film, int index, VideoOutput.Encode picture) {
        long endTicks = film.info().duration().toNanos() / 1000 * TICKS / 1_000_000;
        return (fromTicks, out) -> {
            PictureStream stream = new PictureStream(out, picture.width(), picture.height());
            for (long at = fromTicks; at < endTicks; at += PIECE_TICKS) {
                Window window = new Window(time(at), Optional.of(time(at + PIECE_TICKS)), true);
                drawn(tracks.text(film, index, window), picture).write(at, at + PIECE_TICKS, stream);
            }
        };
    }

    private static Duration time(long ticks) {
        return Duration.ofNanos(ticks * 100_000 / 9);
    }

    private TextPicture drawn(SubtitleTracks.Text text, VideoOutput.Encode picture) {
        return TextPicture.of(text.bytes(), text.format(), fonts, picture.width(), picture.height());
    }
}
