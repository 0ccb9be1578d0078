/**
 * The wire: controllers and records of the Jellyfin API. Ticks, PascalCase, dash-less ids and query aliases are
 * converted here, once; nothing depends on this module.
 */
@NullMarked
package io.physalia.jellyfin;

import org.jspecify.annotations.NullMarked;
