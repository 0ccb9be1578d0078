/**
 * What names of files and directories mean, as Jellyfin's documentation defines it ({@code docs/libraries.md} says it in tables). Pure functions of text: nothing
 * here looks at a disk.
 */
@NullMarked
package io.physalia.library.naming;

import org.jspecify.annotations.NullMarked;
