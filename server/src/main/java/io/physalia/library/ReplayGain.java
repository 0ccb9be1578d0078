package io.physalia.library;

import io.physalia.media.MediaInfo;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** By how many decibels a song, or its album, is to be made louder, as the song's own tags say. */
public final class ReplayGain {
    /** The loudness to which the gain brings a song, in LUFS; ReplayGain 2.0. */
    public static final double REFERENCE = -18;

    private static final Pattern GAIN =
            Pattern.compile("^\\s*([+-]?\\d{1,2}(?:\\.\\d{1,6})?)\\s*(?:dB)?\\s*$", Pattern.CASE_INSENSITIVE);

    private ReplayGain() {}

    static Optional<Double> ofTrack(MediaInfo song) {
        return find(song, "replaygain_track_gain");
    }

    static Optional<Double> ofAlbum(MediaInfo song) {
        return find(song, "replaygain_album_gain");
    }

    private static Optional<Double> find(MediaInfo song, String tag) {
        Matcher gain = GAIN.matcher(song.tags().getOrDefault(tag, ""));
        return gain.find() ? Optional.of(Double.valueOf(gain.group(1))) : Optional.empty();
    }
}
