package io.physalia.cluster;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Messages to every live pod, the sender included. At most once, in order per sender, unreliable by nature: whatever must
 * not be missed has a second way to heal. Thread-safe.
 */
public interface Bus {

    /** Sends; a coordinator that cannot be reached is not an error here, the message is then lost (local listeners still get it). */
    void publish(Topic topic, String message);

    /** Listens until the subscription is closed. Listeners run one at a time per subscription, on a virtual thread. */
    Subscription subscribe(Topic topic, Consumer<String> listener);

    /** A stream of messages; 1 to 64 of {@code a-z . -}. */
    record Topic(String name) {
        private static final Pattern FORM = Pattern.compile("[a-z.-]{1,64}");

        public Topic {
            if (!FORM.matcher(name).matches()) {
                throw new IllegalArgumentException("topic: \"" + name + "\" (expected: 1 to 64 of a-z, '.' and '-')");
            }
        }
    }

    /** What is sent. */
    record Message(Topic topic, String text) {}

    /** An end to listening; closing twice does nothing. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
