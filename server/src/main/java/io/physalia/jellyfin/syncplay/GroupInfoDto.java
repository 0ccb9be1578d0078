package io.physalia.jellyfin.syncplay;

import io.physalia.session.party.Member;
import io.physalia.session.party.Party;
import java.time.Instant;
import java.util.List;

/** A group as clients know it. */
record GroupInfoDto(
        String groupId, String groupName, Party.State state, List<String> participants, Instant lastUpdatedAt) {
    static GroupInfoDto of(Party party, Instant now) {
        return new GroupInfoDto(
                party.id(),
                party.name(),
                party.state(),
                party.members().stream().map(Member::userName).distinct().toList(),
                now);
    }
}
