package io.physalia.cluster.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.physalia.cluster.CoordinationUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Runs the protocol's steps, each a Lua script and so atomic. Whatever goes wrong on the way to Redis or inside it becomes a
 * {@link CoordinationUnavailableException}: the caller cannot know whether the step was done. Thread-safe.
 */
final class RedisScripts {

    /** A step; its script is the resource of that name. */
    enum Verb {
        ACQUIRE(true),
        RENEW(false),
        RELEASE(false),
        HANDOVER(false),
        FORGET(false),
        FIND(true),
        LIST(true),
        DUE(true),
        ANNOUNCE(false),
        PODS(false),
        WITHDRAW(false),
        BOARD_FIND(false),
        BOARD_LIST(false),
        BOARD_PUT(false),
        BOARD_REMOVE(false),
        BOARD_TOUCH(false),
        BOARD_TIME(false);

        private final boolean readsRecords;

        Verb(boolean readsRecords) {
            this.readsRecords = readsRecords;
        }
    }

    private record Script(String text, String sha1) {}

    private final RedisLink link;
    private final Map<Verb, Script> scripts = new EnumMap<>(Verb.class);
    private volatile boolean answered = true;

    RedisScripts(RedisLink link) {
        this(link, RedisScripts::resource);
    }

    /** @param source the text of a script by its name; a test puts its own clock in the place of {@code time} */
    RedisScripts(RedisLink link, UnaryOperator<String> source) {
        this.link = link;
        String clock = source.apply("time") + source.apply("clock");
        String records = clock + source.apply("records");
        for (Verb verb : Verb.values()) {
            String text = (verb.readsRecords ? records : clock)
                    + source.apply(verb.name().toLowerCase(Locale.ROOT));
            scripts.put(verb, new Script(text, sha1(text)));
        }
    }

    /** @return what the script answered: a list of texts and whole numbers */
    List<Object> run(Verb verb, List<String> keys, List<String> arguments) {
        Script script = Objects.requireNonNull(scripts.get(verb));
        String[] keyArray = keys.toArray(String[]::new);
        String[] argumentArray = arguments.toArray(String[]::new);
        var commands = link.commands();
        try {
            return await(
                    () -> commands.<List<Object>>evalsha(script.sha1, ScriptOutputType.MULTI, keyArray, argumentArray));
        } catch (RedisNoScriptException e) {
            // A Redis that was restarted or failed over does not know the script yet; EVAL teaches it.
            return await(
                    () -> commands.<List<Object>>eval(script.text, ScriptOutputType.MULTI, keyArray, argumentArray));
        }
    }

    /** Sends a command and waits for its answer for as long as the link's timeout. */
    <T> T await(Supplier<RedisFuture<T>> command) {
        try {
            T answer = command.get().get(link.timeout().toMillis(), TimeUnit.MILLISECONDS);
            answered = true;
            return answer;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisNoScriptException unknown) {
                throw unknown;
            }
            throw unavailable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException _) {
            throw unavailable(new RedisCommandTimeoutException(
                    "no answer within " + link.timeout().toMillis() + " ms"));
        } catch (RedisException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private CoordinationUnavailableException unavailable(Throwable cause) {
        answered = false;
        String reason = cause.getMessage();
        if (cause instanceof RedisCommandExecutionException && reason != null && reason.startsWith("READONLY")) {
            // A master that was demoted while we stayed connected: look for the new one.
            link.reconnect();
        }
        return new CoordinationUnavailableException(
                "Redis: " + (reason == null ? cause.getClass().getSimpleName() : reason), cause);
    }

    /** Whether the last question was answered. */
    boolean answeredLast() {
        return answered;
    }

    static String resource(String name) {
        try (InputStream in = RedisScripts.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + ".lua");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
