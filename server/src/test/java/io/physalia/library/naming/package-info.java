@NullMarked
package io.physalia.library.naming;

import org.jspecify.annotations.NullMarked;
