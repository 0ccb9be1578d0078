package io.physalia.colony.evening;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a playlist, adds to it, takes from it, moves in it. */
final class Listing implements Act {
    private static final int MOST = 12;

    private record Entry(String id, String film) {}

    private final List<String> films;
    private final Belief<List<String>> belief = new Belief<>(List.of());
    private String playlist = "";
    private List<Entry> entries = List.of();

    Listing(List<String> films) {
        this.films = films;
    }

    @Override
    public void perform(Person person) throws InterruptedException {
        if (playlist.isEmpty()) {
            create(person);
        } else if (entries.size() < 2
                || (entries.size() < MOST && person.random().nextInt(3) > 0)) {
            add(person);
        } else if (person.random().nextBoolean()) {
            remove(person);
        } else {
            move(person);
        }
        if (!playlist.isEmpty()) {
            look(person);
        }
    }

    /** A list that was asked for without an answer is left to itself. */
    private void create(Person person) throws InterruptedException {
        String body = "{\"Name\":\"Of " + person.name() + "\",\"Ids\":[],\"UserId\":\"" + person.userId() + "\"}";
        Optional<Reply> reply = person.write("POST", "/Playlists", body);
        if (reply.isPresent()) {
            person.expect(reply.get().isSuccess(), "a playlist was not made: " + reply.get());
            playlist = reply.get().body().path("Id").asText();
        }
    }

    private void add(Person person) throws InterruptedException {
        String film = person.any(films);
        List<String> after = films();
        after.add(film);
        belief.changed(after, person.change("POST", "/Playlists/" + playlist + "/Items?ids=" + film, ""));
    }

    private void remove(Person person) throws InterruptedException {
        int index = person.random().nextInt(entries.size());
        List<String> after = films();
        after.remove(index);
        String path = "/Playlists/" + playlist + "/Items?entryIds="
                + entries.get(index).id();
        belief.changed(after, person.change("DELETE", path, ""));
    }

    private void move(Person person) throws InterruptedException {
        int from = person.random().nextInt(entries.size());
        int to = person.random().nextInt(entries.size());
        List<String> after = films();
        after.add(to, after.remove(from));
        String path = "/Playlists/" + playlist + "/Items/" + entries.get(from).id() + "/Move/" + to;
        belief.changed(after, person.change("POST", path, ""));
    }

    private List<String> films() {
        List<String> films = new ArrayList<>();
        entries.forEach(entry -> films.add(entry.film()));
        return films;
    }

    private void look(Person person) throws InterruptedException {
        List<Entry> seen = new ArrayList<>();
        person.see("/Playlists/" + playlist + "/Items")
                .path("Items")
                .forEach(item -> seen.add(new Entry(
                        item.path("PlaylistItemId").asText(), item.path("Id").asText())));
        entries = List.copyOf(seen);
        person.compare(belief, films(), "the playlist");
    }
}
