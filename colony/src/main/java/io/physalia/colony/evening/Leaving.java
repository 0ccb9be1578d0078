package io.physalia.colony.evening;

import io.physalia.colony.pod.PodProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/** Signs in at another device and out again: from then on its token is worth nothing, on any pod. */
final class Leaving implements Act {
    private static final Duration ONE_TENTH = Duration.ofMillis(100);
    /** By when a pod that was not told has found out by itself. */
    private static final Duration HEALED = Duration.ofSeconds(6);

    private final Wire wire;
    private final Weather weather;

    Leaving(Wire wire, Weather weather) {
        this.wire = wire;
        this.weather = weather;
    }

    @Override
    public void perform(Person person) throws InterruptedException {
        Person guest = person.at("guest-" + UUID.randomUUID());
        guest.signIn(Evening.PASSWORD);
        guest.see("/Users/Me");
        if (!guest.change("POST", "/Sessions/Logout", "")) {
            return;
        }
        Thread.sleep(weather.isCalmFor(HEALED) ? ONE_TENTH : HEALED);
        for (PodProcess pod : wire.pods()) {
            int status = ask(pod, guest);
            if (status == 200 && !weather.isCalmFor(HEALED)) {
                Thread.sleep(HEALED);
                status = ask(pod, guest);
            }
            guest.expect(status != 200, pod.name() + " lets somebody in who has signed out");
        }
    }

    /** The status; 0 if the pod is not there. */
    private int ask(PodProcess pod, Person guest) throws InterruptedException {
        try {
            return wire.sendTo(pod, "GET", "/Users/Me", "", guest.authorization())
                    .status();
        } catch (IOException _) {
            return 0;
        }
    }
}
