/** The least that a Quarkus application with the server's libraries does. */
@NullMarked
package io.physalia.bench.skeleton;

import org.jspecify.annotations.NullMarked;
