package io.physalia.transcode;

import io.physalia.media.TextPictures;
import io.physalia.media.process.Child;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings an encoder the pictures of the text that it draws, on a thread of its own. If that fails the encoder ends: a film is not to go on without its text. */
final class TextFeeder {
    private volatile @Nullable String trouble;

    private TextFeeder() {}

    /**
     * Starts feeding a child, until it has ended.
     *
     * @param fromTicks of 90 kHz of media time
     */
    static TextFeeder start(TextPictures.Feed feed, long fromTicks, Child child) {
        TextFeeder feeder = new TextFeeder();
        // It paints, and waits in the kernel while the encoder has enough: nothing for the threads that others share.
        Thread.ofPlatform().daemon().name("text-" + child.pid()).start(() -> feeder.run(feed, fromTicks, child));
        return feeder;
    }

    private void run(TextPictures.Feed feed, long fromTicks, Child child) {
        try (OutputStream pipe = child.stdin()) {
            feed.write(fromTicks, pipe);
        } catch (IOException _) {
            // The encoder has ended, or reads no more; how it ended says the rest.
        } catch (RuntimeException | Error e) {
            trouble = e.toString();
            child.kill();
        }
    }

    /** What went wrong with the text itself; empty: nothing so far. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }
}
