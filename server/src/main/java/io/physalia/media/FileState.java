package io.physalia.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells a file from what it was before: its size and time of change. What is derived from a file is kept under its state, so that it ends with it.
 *
 * @param text e.g. {@code 734003200-1262304000000}
 */
public record FileState(String text) {

    /**
     * The file as it is now.
     *
     * @throws Failure {@code FILE_NOT_FOUND}
     */
    public static FileState of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(
                    attributes.size() + "-" + attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, FailureCode.FILE_NOT_FOUND.summary(), e);
        }
    }
}
