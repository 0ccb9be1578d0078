package io.physalia.cli;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.server.Setting;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;

/** Reads {@code --name value} and {@code --name=value}. */
final class Flags {
    private Flags() {}

    /**
     * Takes one flag and its value off the words.
     *
     * @throws Failure {@code INVALID_SETTING} for a word that is no flag, or a flag without a value
     */
    static void take(Deque<String> words, Map<Setting, String> flags) {
        String word = words.removeFirst();
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Setting setting = Arrays.stream(Setting.values())
                .filter(candidate -> candidate.flag().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        FailureCode.INVALID_SETTING,
                        "unknown flag: " + name + " (expected: one that physalia serve --help lists)"));
        if (equals < 0 && words.isEmpty()) {
            throw new Failure(FailureCode.INVALID_SETTING, name + " needs a value: " + setting.form());
        }
        flags.put(setting, equals < 0 ? words.removeFirst() : word.substring(equals + 1));
    }
}
