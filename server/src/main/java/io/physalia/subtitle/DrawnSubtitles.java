package io.physalia.subtitle;

import io.physalia.media.Drawn;
import io.physalia.media.EncodeSpec;
import io.physalia.media.TextPictures;
import io.physalia.media.VideoOutput;
import io.physalia.subtitle.draw.FontShelf;
import io.physalia.subtitle.draw.TextPicture;

/** Draws text tracks of films and text files beside them. Thread-safe. */
public final class DrawnSubtitles implements TextPictures {
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
        SubtitleTracks.Text text = drawn.beside().isPresent()
                ? tracks.text(drawn.beside().get())
                : tracks.text(Film.of(sourceId, spec.source(), spec.info()), drawn.index());
        return TextPicture.of(text.bytes(), text.format(), fonts, picture.width(), picture.height())::write;
    }
}
