/**
 * What administrators set: the server's configuration, and how it looks to its users.
 */
@NullMarked
package io.physalia.jellyfin.configuration;

import org.jspecify.annotations.NullMarked;
