package io.physalia.identity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When subtitles are shown without being asked for. */
public enum SubtitleMode {
    @JsonProperty("Default")
    DEFAULT,
    @JsonProperty("Always")
    ALWAYS,
    @JsonProperty("OnlyForced")
    ONLY_FORCED,
    @JsonProperty("None")
    NONE,
    @JsonProperty("Smart")
    SMART
}
