package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Somebody with a device, and a login once signed in. Used by one thread. */
final class Person {
    private final Wire wire;
    private final Random random;
    private final Findings findings;
    private final String name;
    private final String deviceId;
    private String token = "";
    private String userId = "";

    Person(Wire wire, Findings findings, String name, String deviceId, Random random) {
        this.wire = wire;
        this.findings = findings;
        this.name = name;
        this.deviceId = deviceId;
        this.random = random;
    }

    /** The same human before another device, signed in nowhere yet. */
    Person at(String otherDevice) {
        return new Person(wire, findings, name, otherDevice, random);
    }

    String name() {
        return name;
    }

    String deviceId() {
        return deviceId;
    }

    String userId() {
        return userId;
    }

    String token() {
        return token;
    }

    Random random() {
        return random;
    }

    <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    String authorization() {
        String plain = "MediaBrowser Client=\"Evening\", Device=\"Sofa\", DeviceId=\"" + deviceId + "\", Version=\"1\"";
        return token.isEmpty() ? plain : plain + ", Token=\"" + token + "\"";
    }

    /** Signs in, as often as it takes: a login that stayed unanswered is tried again, as people do. */
    void signIn(String password) throws InterruptedException {
        String body = "{\"Username\":\"" + name + "\",\"Pw\":\"" + password + "\"}";
        Optional<Reply> reply = Optional.empty();
        while (reply.isEmpty()) {
            reply = write("POST", "/Users/AuthenticateByName", body);
        }
        use(reply.get());
    }

    /** Goes on with the login that an answer brought. */
    void use(Reply login) {
        expect(login.isSuccess(), "signing in was answered " + login.status() + ": " + login.body());
        token = login.body().path("AccessToken").asText();
        userId = login.body().path("User").path("Id").asText();
    }

    Reply read(String path) throws InterruptedException {
        return wire.send("GET", path, "", authorization(), random).orElseThrow();
    }

    /** What a list or page says; a problem is noted if there is none. */
    JsonNode see(String path) throws InterruptedException {
        Reply reply = read(path);
        expect(reply.isSuccess(), "GET " + path + " was answered " + reply.status() + ": " + reply.body());
        return reply.body();
    }

    /** Changes something. Empty: nobody knows whether it was obeyed. */
    Optional<Reply> write(String method, String path, String body) throws InterruptedException {
        return wire.send(method, path, body, authorization(), random);
    }

    /**
     * Changes something that may be changed.
     *
     * @return whether it was acknowledged
     */
    boolean change(String method, String path, String body) throws InterruptedException {
        Optional<Reply> reply = write(method, path, body);
        reply.ifPresent(answer -> expect(
                answer.isSuccess(), method + " " + path + " was answered " + answer.status() + ": " + answer.body()));
        return reply.filter(Reply::isSuccess).isPresent();
    }

    /** Compares what is seen with what may be; from then on what is seen is believed. */
    <T> void compare(Belief<T> belief, T seen, String what) {
        String before = belief.toString();
        if (!belief.confirms(seen)) {
            expect(false, what + " is " + seen + ", and must be one of " + before);
            belief.accept(seen);
        }
    }

    void expect(boolean holds, String otherwise) {
        findings.expect(holds, name + " at " + deviceId, otherwise);
    }

    void rest() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(20 + random.nextInt(80)));
    }
}
