package io.physalia.library;

/**
 * Somebody who took part.
 *
 * @param type as clients know it: {@code Actor}, {@code Director}, {@code Writer}, {@code Producer}, {@code GuestStar}, {@code Composer}, {@code Author} …
 * @param role whom an actor plays; empty if that does not apply
 */
public record Credit(String name, String type, String role) {}
