package io.physalia.identity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a user may do with groups that watch together. */
public enum SyncPlayAccess {
    @JsonProperty("CreateAndJoinGroups")
    CREATE_AND_JOIN_GROUPS,
    @JsonProperty("JoinGroups")
    JOIN_GROUPS,
    @JsonProperty("None")
    NONE
}
