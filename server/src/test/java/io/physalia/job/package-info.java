@NullMarked
package io.physalia.job;

import org.jspecify.annotations.NullMarked;
