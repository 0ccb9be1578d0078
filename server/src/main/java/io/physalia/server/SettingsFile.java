package io.physalia.server;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The YAML file with settings, as it is: keys and values of whatever type. */
final class SettingsFile {
    private SettingsFile() {}

    /** @throws Failure {@code INVALID_SETTING} if the file cannot be read or is not one mapping; nothing for an empty file */
    static Map<?, ?> read(Path file) {
        Object document;
        try {
            document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (IOException e) {
            throw new Failure(FailureCode.INVALID_SETTING, "config: " + file + " cannot be read", e);
        } catch (YAMLException e) {
            throw new Failure(FailureCode.INVALID_SETTING, "config: " + file + " is not YAML: " + e.getMessage(), e);
        }
        if (document == null) {
            return Map.of();
        }
        if (document instanceof Map<?, ?> map) {
            return map;
        }
        throw new Failure(FailureCode.INVALID_SETTING, "config: " + file + " (expected: lines of the form port: 8096)");
    }
}
