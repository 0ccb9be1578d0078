package io.physalia.jellyfin.file;

import java.nio.file.Path;

/** A span of a file as the body of an answer; made by {@link FileResponse}. */
record FilePart(Path file, long offset, long length) {}
