package io.physalia.colony.demo;

import io.physalia.colony.pod.PodProcess;
import java.util.Locale;

/** What is done to a pod. */
enum Blow {
    /** SIGKILL: gone at once. */
    KILL,
    /** SIGTERM: asked to go. */
    TERM,
    /** SIGSTOP: held still, and let go later. */
    PAUSE;

    void strike(PodProcess pod) {
        switch (this) {
            case KILL -> pod.kill();
            case TERM -> pod.terminate();
            case PAUSE -> pod.pause();
        }
    }

    /** Brings the pod back. */
    void heal(PodProcess pod) {
        switch (this) {
            case KILL, TERM -> pod.start();
            case PAUSE -> pod.resume();
        }
    }

    String signal() {
        return switch (this) {
            case KILL -> "SIGKILL";
            case TERM -> "SIGTERM";
            case PAUSE -> "SIGSTOP";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
