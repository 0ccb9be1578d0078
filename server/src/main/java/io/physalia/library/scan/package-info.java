/**
 * From directories to items: a {@link io.physalia.library.scan.FolderWalk} reads what is there, a planner says what it means ({@link
 * io.physalia.library.scan.LibraryPlan}), and a {@link io.physalia.library.scan.LibraryScan} reads and writes what has changed since the last time.
 */
@NullMarked
package io.physalia.library.scan;

import org.jspecify.annotations.NullMarked;
