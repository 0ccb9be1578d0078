package io.physalia.transcode;

import java.nio.file.Path;

/** A finished segment or init section, ready to be sent. */
public sealed interface SegmentContent {

    /** A file in this pod's segment store. */
    record InFile(Path file, long sizeBytes) implements SegmentContent {}

    /** Bytes that another pod sent, while the shared directory does not show the file yet. */
    record InMemory(java.nio.ByteBuffer bytes) implements SegmentContent {}
}
