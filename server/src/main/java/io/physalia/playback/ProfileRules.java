package io.physalia.playback;

import io.physalia.playback.DeviceProfile.CodecKind;
import io.physalia.playback.DeviceProfile.MediaKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The conditions of a device profile, applied. */
record ProfileRules(DeviceProfile profile) {

    /** What a file's container fails by. */
    Set<TranscodeReason> containerFailures(MediaKind kind, List<String> containers, MediaFacts facts) {
        return failures(
                profile.containers().stream()
                        .filter(rule -> rule.kind() == kind && rule.containers().containsAny(containers))
                        .flatMap(rule -> rule.conditions().stream())
                        .toList(),
                facts);
    }

    /** What a stream of a codec in a container fails by. */
    Set<TranscodeReason> codecFailures(CodecKind kind, String codec, List<String> containers, MediaFacts facts) {
        return failures(conditions(kind, codec, containers, facts), facts);
    }

    /** The conditions a stream of a codec in a container must meet. */
    List<Condition> conditions(CodecKind kind, String codec, List<String> containers, MediaFacts facts) {
        return profile.codecs().stream()
                .filter(rule -> rule.kind() == kind
                        && rule.codecs().contains(codec)
                        && rule.containers().containsAny(containers)
                        && rule.when().stream().allMatch(condition -> condition.holds(facts)))
                .flatMap(rule -> rule.conditions().stream())
                .toList();
    }

    static Set<TranscodeReason> failures(List<Condition> conditions, MediaFacts facts) {
        Set<TranscodeReason> failures = EnumSet.noneOf(TranscodeReason.class);
        for (Condition condition : conditions) {
            if (!condition.holds(facts)) {
                failures.add(condition.property().reason());
            }
        }
        return failures;
    }
}
