package io.physalia.identity;

import io.physalia.database.ServerSettings;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.util.List;

/** The state of the start-up wizard, in the server settings. */
final class StoredFirstRun implements FirstRun {
    private static final String COMPLETED = "wizard-completed";
    private static final String SERVER_NAME = "server-name";
    private static final String UI_CULTURE = "ui-culture";
    private static final String METADATA_COUNTRY = "metadata-country";
    private static final String METADATA_LANGUAGE = "metadata-language";

    private final ServerSettings settings;
    private final Users users;
    /** Once completed it stays so, and need not be asked for again. */
    private volatile boolean completed;

    StoredFirstRun(ServerSettings settings, Users users) {
        this.settings = settings;
        this.users = users;
    }

    @Override
    public boolean isCompleted() {
        if (!completed) {
            completed = settings.find(COMPLETED).isPresent();
        }
        return completed;
    }

    @Override
    public void complete() {
        settings.put(COMPLETED, "true");
        completed = true;
    }

    @Override
    public Answers answers() {
        return new Answers(
                settings.find(SERVER_NAME).orElse("Physalia"),
                settings.find(UI_CULTURE).orElse("en-US"),
                settings.find(METADATA_COUNTRY).orElse("US"),
                settings.find(METADATA_LANGUAGE).orElse("en"));
    }

    @Override
    public void setAnswers(Answers answers) {
        settings.put(SERVER_NAME, answers.serverName());
        settings.put(UI_CULTURE, answers.uiCulture());
        settings.put(METADATA_COUNTRY, answers.metadataCountry());
        settings.put(METADATA_LANGUAGE, answers.metadataLanguage());
    }

    @Override
    public User firstUser() {
        List<User> all = users.list();
        if (!all.isEmpty()) {
            return first(all);
        }
        try {
            return users.create("admin", "", UserPolicy.ADMINISTRATOR);
        } catch (Failure e) {
            if (e.code() != FailureCode.NAME_TAKEN) {
                throw e;
            }
            // Another pod was asked the same at the same time.
            return first(users.list());
        }
    }

    private static User first(List<User> all) {
        return all.stream()
                .filter(user -> user.policy().isAdministrator())
                .findFirst()
                .orElse(all.getFirst());
    }

    @Override
    public User setFirstUser(String name, String password) {
        if (password.isBlank()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "the password is empty (expected: one that is not)");
        }
        User user = firstUser();
        if (isCompleted() || user.hasPassword()) {
            throw new Failure(FailureCode.ALREADY_SET_UP, "the first user has been set up");
        }
        if (!user.name().equals(name)) {
            users.rename(user.id(), name);
        }
        return users.setPassword(user.id(), password);
    }
}
