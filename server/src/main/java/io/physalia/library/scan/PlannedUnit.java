package io.physalia.library.scan;

import java.util.List;

/**
 * Items that are described together: if one of them has changed, all are looked at. An album is told by its songs, so they are one unit.
 *
 * @param items what is in others after those
 */
record PlannedUnit(List<PlannedItem> items) {
    PlannedUnit {
        items = List.copyOf(items);
    }

    /** Whether it is there for others to be in it, and no file is read for it. */
    boolean isFrame() {
        return items.size() == 1
                && items.getFirst().kind().isFolder()
                && !items.getFirst().isProbed();
    }
}
