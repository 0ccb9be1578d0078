@NullMarked
package io.physalia.cli;

import org.jspecify.annotations.NullMarked;
