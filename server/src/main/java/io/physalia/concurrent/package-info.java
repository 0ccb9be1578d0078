/**
 * Ways for threads to share work.
 */
@NullMarked
package io.physalia.concurrent;

import org.jspecify.annotations.NullMarked;
