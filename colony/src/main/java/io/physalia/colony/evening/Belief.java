package io.physalia.colony.evening;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a person knows of something kept by the colony: one value, or several, if a request to change it stayed unanswered.
 *
 * @param <T> a value with {@code equals}
 */
public final class Belief<T> {
    private final Set<T> possible = new LinkedHashSet<>();

    public Belief(T known) {
        possible.add(known);
    }

    /** A change was sent; if it was acknowledged, it holds. */
    public void changed(T value, boolean acknowledged) {
        if (acknowledged) {
            possible.clear();
        }
        possible.add(value);
    }

    /** Something was seen: if it may be true, it is. */
    public boolean confirms(T seen) {
        if (!possible.contains(seen)) {
            return false;
        }
        possible.clear();
        possible.add(seen);
        return true;
    }

    /** Takes what is seen as what is. */
    void accept(T seen) {
        changed(seen, true);
    }

    @Override
    public String toString() {
        return possible.toString();
    }
}
