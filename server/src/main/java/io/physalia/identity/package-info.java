/**
 * Users, devices, access tokens and passwords.
 */
@NullMarked
package io.physalia.identity;

import org.jspecify.annotations.NullMarked;
