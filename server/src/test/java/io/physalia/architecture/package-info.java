/** Holds the program to its own structure: module borders, names and sizes. */
@NullMarked
package io.physalia.architecture;

import org.jspecify.annotations.NullMarked;
