/**
 * Settings, system information, health: what a pod knows of itself.
 */
@NullMarked
package io.physalia.server;

import org.jspecify.annotations.NullMarked;
