package io.physalia.identity;

/** The start-up wizard: what a fresh server asks its first visitor. Thread-safe; the state is the whole colony's. */
public interface FirstRun {

    boolean isCompleted();

    /** Ends the wizard for good; ending it twice does nothing. */
    void complete();

    Answers answers();

    void setAnswers(Answers answers);

    /** The administrator that the wizard is about; made, named {@code admin} and without a password, if there is no user yet. */
    User firstUser();

    /**
     * Names the first user and gives it a password.
     *
     * @param password not empty: {@code INVALID_PARAMETER}
     * @throws io.physalia.failure.Failure {@code ALREADY_SET_UP} if the wizard is completed or the user has a password
     */
    User setFirstUser(String name, String password);

    /**
     * @param uiCulture e.g. {@code en-US}
     * @param metadataCountry ISO 3166-1, e.g. {@code US}
     * @param metadataLanguage ISO 639-1, e.g. {@code en}
     */
    record Answers(String serverName, String uiCulture, String metadataCountry, String metadataLanguage) {}
}
