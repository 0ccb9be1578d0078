package io.physalia.cli;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.server.Setting;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /**
     * Takes a flag that is no setting, and its value, off the words, wherever it is.
     *
     * @throws Failure {@code INVALID_SETTING} if it has no value
     */
    static Optional<String> find(Deque<String> words, String name) {
        List<String> all = List.copyOf(words);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).startsWith(name + "=")) {
                words.removeFirstOccurrence(all.get(i));
                return Optional.of(all.get(i).substring(name.length() + 1));
            }
            if (all.get(i).equals(name)) {
                if (i + 1 == all.size()) {
                    throw new Failure(FailureCode.INVALID_SETTING, name + " needs a value");
                }
                words.clear();
                words.addAll(all.subList(0, i));
                words.addAll(all.subList(i + 2, all.size()));
                return Optional.of(all.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
