package io.physalia.jellyfin.json;

/**
 * A text as the body of an answer (a playlist, say), compressed like JSON is. The content type is the response's: answer
 * {@code Response.ok(new TextBody(text)).type(...)}.
 */
public record TextBody(String text) {}
