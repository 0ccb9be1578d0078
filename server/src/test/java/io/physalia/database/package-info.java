@NullMarked
package io.physalia.database;

import org.jspecify.annotations.NullMarked;
