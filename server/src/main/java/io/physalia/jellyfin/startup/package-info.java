/**
 * The start-up wizard.
 */
@NullMarked
package io.physalia.jellyfin.startup;

import org.jspecify.annotations.NullMarked;
