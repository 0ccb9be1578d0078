package io.physalia.colony.door;

/** Hears what goes through the front door. Called from many threads. */
public interface DoorListener {

    /** Hears nothing. */
    DoorListener NONE = new DoorListener() {};

    /**
     * A request was answered.
     *
     * @param pod which pod answered, by its own word
     * @param tries how many pods were asked
     */
    default void answered(String method, String target, String pod, int status, long millis, int tries) {}

    /** A pod could not be reached or died before its answer, and the next is tried. */
    default void retried(String method, String target, String pod, String reason) {}

    /** The client got an error or half an answer, because no pod gave a whole one. */
    default void failed(String method, String target, String reason) {}
}
