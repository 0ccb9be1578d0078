package io.physalia.colony.evening;

/** Sets how a page is shown, and finds it so. */
final class Preferring implements Act {
    private static final String PATH = "/DisplayPreferences/usersettings?client=evening&userId=";

    private final Belief<String> belief = new Belief<>("");

    @Override
    public void perform(Person person) throws InterruptedException {
        String wanted = Integer.toString(person.random().nextInt(1000));
        String body =
                "{\"Id\":\"usersettings\",\"Client\":\"evening\",\"SortBy\":\"SortName\",\"SortOrder\":\"Ascending\","
                        + "\"CustomPrefs\":{\"mood\":\"" + wanted + "\"}}";
        belief.changed(wanted, person.change("POST", PATH + person.userId(), body));
        String seen = person.see(PATH + person.userId())
                .path("CustomPrefs")
                .path("mood")
                .asText();
        person.compare(belief, seen, "the preference");
    }
}
