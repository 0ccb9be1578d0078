package io.physalia.colony.demo;

import io.physalia.colony.pod.Colony;
import java.util.Locale;

/** What the colony stands on and may lose for a while. */
enum Outage {
    /** Redis dies, and comes back empty. */
    REDIS,
    /** PostgreSQL does not answer any more: connections hang, as when a network is cut. */
    POSTGRES;

    void begin(Colony colony) {
        switch (this) {
            case REDIS -> colony.redis().kill();
            case POSTGRES -> colony.postgres().pause();
        }
    }

    void end(Colony colony) {
        switch (this) {
            case REDIS -> colony.redis().startEmpty();
            case POSTGRES -> colony.postgres().resume();
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
