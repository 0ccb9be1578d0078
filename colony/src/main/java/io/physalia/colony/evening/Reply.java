package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.JsonNode;

/** @param body {@code MissingNode} if there is none */
record Reply(int status, JsonNode body) {
    boolean isSuccess() {
        return status / 100 == 2;
    }
}
