/**
 * Work that the server does by itself: what there is, when it runs, how it went. One pod leads and runs what is due; any pod starts, stops and shows.
 */
@NullMarked
package io.physalia.task;

import org.jspecify.annotations.NullMarked;
