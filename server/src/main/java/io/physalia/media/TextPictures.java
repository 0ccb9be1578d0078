package io.physalia.media;

import java.io.IOException;
import java.io.OutputStream;

/** Turns text that is drawn into films into the pictures that FFmpeg reads. The same text, size and time give the same pictures on every pod. Thread-safe. */
public interface TextPictures {

    /**
     * Gets the text of a rendition ready.
     *
     * @param sourceId the media source's id, 32 hex digits
     * @param spec of a picture that is encoded, with {@link Drawn.Text}
     * @throws io.physalia.failure.Failure if the text cannot be had
     */
    Feed open(String sourceId, EncodeSpec spec);

    /** The pictures of one text. */
    interface Feed {
        /**
         * Writes the pictures from a time to the end; blocks while the reader has enough.
         *
         * @param fromTicks of 90 kHz of media time, at least 0
         * @throws IOException if the reader is gone
         */
        void write(long fromTicks, OutputStream out) throws IOException;
    }
}
