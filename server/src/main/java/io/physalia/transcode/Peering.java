package io.physalia.transcode;

import io.physalia.hls.SegmentStore;
import io.physalia.transcode.PeerClient.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;

/** Turns a stored segment into an answer for another pod. */
final class Peering {
    private Peering() {}

    static Answer finished(SegmentStore.Stored stored, boolean withBytes) {
        if (!withBytes) {
            return new Answer.Finished(stored.epoch(), ByteBuffer.allocate(0));
        }
        try {
            return new Answer.Finished(stored.epoch(), ByteBuffer.wrap(Files.readAllBytes(stored.file())));
        } catch (IOException e) {
            return new Answer.NotYet();
        }
    }
}
