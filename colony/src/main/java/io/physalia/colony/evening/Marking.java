package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Marks films as favourites and as played, and looks at the marks. */
final class Marking implements Act {
    private enum Mark {
        FAVORITE("/UserFavoriteItems/", "IsFavorite"),
        PLAYED("/UserPlayedItems/", "Played");

        private final String path;
        private final String field;

        Mark(String path, String field) {
            this.path = path;
            this.field = field;
        }
    }

    private final List<String> films;
    private final Map<Mark, Map<String, Belief<Boolean>>> beliefs = new HashMap<>();

    Marking(List<String> films) {
        this.films = films;
    }

    @Override
    public void perform(Person person) throws InterruptedException {
        Mark mark = person.any(List.of(Mark.values()));
        String film = person.any(films);
        boolean wanted = person.random().nextBoolean();
        Belief<Boolean> belief = belief(mark, film);
        belief.changed(wanted, person.change(wanted ? "POST" : "DELETE", mark.path + film, ""));
        JsonNode data = person.see("/UserItems/" + film + "/UserData");
        person.compare(belief, data.path(mark.field).asBoolean(), mark.field + " of " + film);
        Set<String> listed = new HashSet<>();
        person.see("/Items?recursive=true&includeItemTypes=Movie&filters=Is"
                        + (mark == Mark.PLAYED ? "Played" : "Favorite"))
                .path("Items")
                .forEach(item -> listed.add(item.path("Id").asText()));
        for (String each : films) {
            person.compare(belief(mark, each), listed.contains(each), mark.field + " in the list of " + each);
        }
    }

    private Belief<Boolean> belief(Mark mark, String film) {
        return beliefs.computeIfAbsent(mark, _ -> new HashMap<>()).computeIfAbsent(film, _ -> new Belief<>(false));
    }
}
