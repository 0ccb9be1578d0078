/** What a Kubernetes cluster does to pods, done to processes in network namespaces. */
@NullMarked
package io.physalia.colony.kubernetes;

import org.jspecify.annotations.NullMarked;
