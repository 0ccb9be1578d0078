/**
 * What a file is, and the FFmpeg command lines that read it: probing, keyframes, codecs, child processes.
 */
@NullMarked
package io.physalia.media;

import org.jspecify.annotations.NullMarked;
