/**
 * Users on the wire: signing in, user records, and for whom a request acts.
 */
@NullMarked
package io.physalia.jellyfin.user;

import org.jspecify.annotations.NullMarked;
