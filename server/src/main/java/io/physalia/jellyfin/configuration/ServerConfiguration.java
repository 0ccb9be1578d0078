package io.physalia.jellyfin.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.physalia.identity.FirstRun;
import io.physalia.library.Libraries;
import io.physalia.server.Configurations;
import io.physalia.server.Networks;
import io.physalia.server.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The configurations as clients know them: some members have their truth elsewhere. Thread-safe. */
@Singleton
public class ServerConfiguration {
    private static final String SERVER_NAME = "ServerName";
    private static final String UI_CULTURE = "UICulture";
    private static final String COUNTRY = "MetadataCountryCode";
    private static final String LANGUAGE = "PreferredMetadataLanguage";

    private final Configurations configurations;
    private final FirstRun firstRun;
    private final Libraries libraries;
    private final Settings settings;

    @Inject
    ServerConfiguration(Configurations configurations, FirstRun firstRun, Libraries libraries, Settings settings) {
        this.libraries = libraries;
        this.configurations = configurations;
        this.firstRun = firstRun;
        this.settings = settings;
    }

    ObjectNode get(String key) {
        return shown(key, configurations.get(key));
    }

    /** What the wizard asks, too, and what the pod was started with. */
    private ObjectNode shown(String key, ObjectNode document) {
        switch (key.toLowerCase(java.util.Locale.ROOT)) {
            case Configurations.SYSTEM -> {
                FirstRun.Answers answers = firstRun.answers();
                document.put(SERVER_NAME, answers.serverName());
                document.put(UI_CULTURE, answers.uiCulture());
                document.put(COUNTRY, answers.metadataCountry());
                document.put(LANGUAGE, answers.metadataLanguage());
                document.put("IsStartupWizardCompleted", firstRun.isCompleted());
                document.put("CachePath", settings.cacheDir().toString());
                ArrayNode types = document.putArray("ContentTypes");
                libraries
                        .folderTypes()
                        .forEach((folder, type) ->
                                types.addObject().put("Name", folder.toString()).put("Value", type.typeName()));
            }
            case Configurations.NETWORK -> {
                document.put("InternalHttpPort", settings.port());
                document.put("BaseUrl", settings.front().basePath());
            }
            case Configurations.ENCODING -> {
                document.put(
                        "TranscodingTempPath", settings.transcode().directory().toString());
                settings.ffmpeg().ifPresent(path -> document.put("EncoderAppPathDisplay", path.toString()));
            }
            default -> {}
        }
        return document;
    }

    /** Changes what is given and leaves the rest. */
    void change(String key, JsonNode changes) {
        if (key.equalsIgnoreCase(Configurations.NETWORK)) {
            // Refuses what cannot be read before anybody is locked out by it.
            var _ = Networks.of(changes);
        }
        configurations.change(key, changes);
        if (key.equalsIgnoreCase(Configurations.SYSTEM)) {
            FirstRun.Answers known = firstRun.answers();
            firstRun.setAnswers(new FirstRun.Answers(
                    text(changes, SERVER_NAME, known.serverName()),
                    text(changes, UI_CULTURE, known.uiCulture()),
                    text(changes, COUNTRY, known.metadataCountry()),
                    text(changes, LANGUAGE, known.metadataLanguage())));
        }
    }

    private static String text(JsonNode changes, String member, String known) {
        JsonNode value = changes.get(member);
        return value == null || !value.isTextual() || value.asText().isBlank()
                ? known
                : value.asText().strip();
    }
}
