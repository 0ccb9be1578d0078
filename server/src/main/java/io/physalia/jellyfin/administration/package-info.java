/**
 * What administrators look at and do: storage, logs, what has happened, the files of the machine, plug-ins.
 */
@NullMarked
package io.physalia.jellyfin.administration;

import org.jspecify.annotations.NullMarked;
