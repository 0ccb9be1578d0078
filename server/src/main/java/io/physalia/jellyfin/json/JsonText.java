package io.physalia.jellyfin.json;

import com.fasterxml.jackson.annotation.JsonValue;

/** A text that is answered as a JSON string. */
public record JsonText(@JsonValue String text) {}
