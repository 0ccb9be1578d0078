/** What installs the program, held to what it promises: the Helm chart, the image, the Compose files, the alerts, the pages about them. */
@NullMarked
package io.physalia.deploy;

import org.jspecify.annotations.NullMarked;
