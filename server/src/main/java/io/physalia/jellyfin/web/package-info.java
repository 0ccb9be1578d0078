/**
 * The web client's files.
 */
@NullMarked
package io.physalia.jellyfin.web;

import org.jspecify.annotations.NullMarked;
