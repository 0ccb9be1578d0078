/**
 * Languages, countries and parental ratings, for clients to choose from.
 */
@NullMarked
package io.physalia.jellyfin.localization;

import org.jspecify.annotations.NullMarked;
