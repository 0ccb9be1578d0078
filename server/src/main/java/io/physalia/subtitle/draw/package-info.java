/**
 * Text subtitles as pictures: a script of lines with places and looks, set and painted for one size of film. Everything here depends on the script, the size and
 * the time alone, so that every pod draws the same.
 */
@NullMarked
package io.physalia.subtitle.draw;

import org.jspecify.annotations.NullMarked;
