package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens a library to a child and closes it again: what is closed is shown nowhere. */
final class Allowing implements Act {
    private static final Duration ONE_TENTH = Duration.ofMillis(100);
    private static final Duration HEALED = Duration.ofSeconds(6);

    private final Person child;
    private final String library;
    private final List<String> films;
    private final Weather weather;

    /** @param library the id of the one library that is now open, now closed */
    Allowing(Person child, String library, List<String> films, Weather weather) {
        this.child = child;
        this.library = library;
        this.films = films;
        this.weather = weather;
    }

    @Override
    public void perform(Person person) throws InterruptedException {
        boolean open = person.random().nextBoolean();
        String path = "/Users/" + child.userId();
        ObjectNode policy = (ObjectNode) person.see(path).path("Policy");
        policy.put("EnableAllFolders", false);
        policy.putArray("EnabledFolders");
        if (open) {
            policy.withArray("EnabledFolders").add(library);
        }
        Optional<Reply> reply = person.write("POST", path + "/Policy", policy.toString());
        if (reply.isEmpty()) {
            return;
        }
        person.expect(reply.get().isSuccess(), "the policy was refused: " + reply.get());
        Thread.sleep(weather.isCalmFor(HEALED) ? ONE_TENTH : HEALED);
        boolean right = isShown(open);
        if (!right && !weather.isCalmFor(HEALED)) {
            Thread.sleep(HEALED);
            right = isShown(open);
        }
        person.expect(right, "a library is " + (open ? "open" : "closed") + " and the child sees it otherwise");
    }

    private boolean isShown(boolean open) throws InterruptedException {
        Set<String> seen = new HashSet<>();
        for (JsonNode item :
                child.see("/Items?recursive=true&includeItemTypes=Movie").path("Items")) {
            seen.add(item.path("Id").asText());
        }
        int status = child.read("/Items/" + films.getFirst()).status();
        return open ? seen.equals(Set.copyOf(films)) && status == 200 : seen.isEmpty() && status == 404;
    }
}
