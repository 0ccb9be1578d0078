@org.jspecify.annotations.NullMarked
package io.physalia.metadata.image;
