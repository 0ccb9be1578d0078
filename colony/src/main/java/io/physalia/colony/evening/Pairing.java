package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Lets a new device in with Quick Connect: asks for a code there, allows it here, signs in there. */
final class Pairing implements Act {
    private static final Duration SETTLED = Duration.ofSeconds(8);

    private final Weather weather;

    Pairing(Weather weather) {
        this.weather = weather;
    }

    @Override
    public void perform(Person person) throws InterruptedException {
        Person television = person.at("tv-" + UUID.randomUUID());
        Optional<Reply> begun = television.write("POST", "/QuickConnect/Initiate", "");
        if (begun.isEmpty()) {
            return;
        }
        JsonNode request = begun.get().body();
        String secret = request.path("Secret").asText();
        Optional<Reply> allowed = person.write(
                "POST", "/QuickConnect/Authorize?code=" + request.path("Code").asText(), "");
        if (allowed.isEmpty() || isExcused(allowed.get())) {
            return;
        }
        person.expect(allowed.get().isSuccess(), "the code was refused: " + allowed.get());
        Reply looked = television.read("/QuickConnect/Connect?secret=" + secret);
        if (isExcused(looked)) {
            return;
        }
        person.expect(
                looked.body().path("Authenticated").asBoolean(),
                "the device does not see that it was let in: " + looked);
        String body = "{\"Secret\":\"" + secret + "\"}";
        Optional<Reply> login = television.write("POST", "/Users/AuthenticateWithQuickConnect", body);
        if (login.isEmpty() || isExcused(login.get())) {
            return;
        }
        television.use(login.get());
        person.expect(television.userId().equals(person.userId()), "the device was let in as somebody else");
        television.see("/Users/Me");
    }

    /** What Redis has forgotten must be begun anew. */
    private boolean isExcused(Reply reply) {
        return !reply.isSuccess() && !weather.hasRedisFor(SETTLED);
    }
}
