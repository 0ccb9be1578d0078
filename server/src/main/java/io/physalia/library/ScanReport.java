package io.physalia.library;

import java.util.List;

/**
 * What a scan did.
 *
 * @param problems what could not be read, a sentence each; the scan went on without it
 */
public record ScanReport(ItemId library, int added, int updated, int unchanged, int removed, List<String> problems) {
    public ScanReport {
        problems = List.copyOf(problems);
    }
}
