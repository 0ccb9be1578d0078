/**
 * The command line: {@code serve}, {@code doctor}.
 */
@NullMarked
package io.physalia.cli;

import org.jspecify.annotations.NullMarked;
