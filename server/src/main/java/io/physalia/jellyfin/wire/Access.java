package io.physalia.jellyfin.wire;

import io.physalia.identity.Permission;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call a route. On a method, or on a class for all of its methods; a route without it is denied to everybody. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Access {
    Level value();

    /** Whether users come through outside the hours of their access schedules, too. */
    boolean anyTime() default false;

    /** Whether nothing at all is looked up, neither the network nor a token: for open routes that answer on the event loop. */
    boolean unchecked() default false;

    /** What the user's policy must allow; not asked of API keys. */
    Permission[] permissions() default {};

    /** The kinds of callers a route can be open to. */
    enum Level {
        /** Everybody. A token that is sent and valid still says who calls. */
        ANONYMOUS,
        /** Everybody until the start-up wizard is completed, then administrators. */
        SETUP,
        /** Everybody until the start-up wizard is completed, then everybody with a valid token. */
        SETUP_OR_USER,
        /** Everybody with a valid token. */
        USER,
        ADMINISTRATOR,
        /** Other pods of the colony; the route itself checks their signature. */
        POD,
        /** Nobody: what a route without the annotation is. */
        DENIED
    }
}
