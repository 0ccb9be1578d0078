package io.physalia.colony.bench;

import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Redis hears of clients that do nothing but keep a socket, on top of what the pods say without them. */
final class IdleFigures {
    private static final int CLIENTS = 60;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final long SETTLE_MILLIS = 5_000;
    private static final long MEASURED_MILLIS = 60_000;

    private final Directory directory;

    IdleFigures(Directory directory) {
        this.directory = directory;
    }

    /** A minute of it. */
    private record Traffic(double commands, double kilobytes) {}

    Figure measure() {
        List<RawSocket> open = new ArrayList<>();
        try (Colony colony =
                        Colony.start(Colony.Options.of(directory.make("idle")).withPods(2));
                RedisConnection redis =
                        new RedisConnection(URI.create(colony.redis().url()))) {
            new JellyfinClient(colony.pods().getFirst().address(), "idle").setUp("bench", "bench");
            Traffic without = traffic(redis);
            for (int i = 0; i < CLIENTS; i++) {
                PodProcess pod = colony.pods().get(i % 2);
                JellyfinClient client = new JellyfinClient(pod.address(), "idle-" + i);
                client.logIn("bench", "bench");
                RawSocket socket = RawSocket.open(pod.address(), "api_key=" + client.token(), _ -> {});
                socket.keepAlive(KEEP_ALIVE);
                open.add(socket);
            }
            Traffic with = traffic(redis);
            return Figure.information(
                    "Redis traffic of an idle client with a socket, a minute",
                    String.format(
                            Locale.ROOT,
                            "%.1f round trips, %.1f kB (%d clients on two pods, which alone cost %.0f and %.0f kB)",
                            (with.commands() - without.commands()) / CLIENTS,
                            (with.kilobytes() - without.kilobytes()) / CLIENTS,
                            CLIENTS,
                            without.commands(),
                            without.kilobytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.forEach(RawSocket::close);
        }
    }

    private static Traffic traffic(RedisConnection redis) throws IOException {
        Pause.millis(SETTLE_MILLIS);
        Traffic before = sofar(redis);
        Pause.millis(MEASURED_MILLIS);
        Traffic after = sofar(redis);
        return new Traffic(after.commands() - before.commands(), after.kilobytes() - before.kilobytes());
    }

    private static Traffic sofar(RedisConnection redis) throws IOException {
        String clients = redis.ask("INFO", "commandstats");
        String net = redis.ask("INFO", "stats");
        double trips = calls(clients, "evalsha") + calls(clients, "publish") + calls(clients, "ping");
        double bytes = number(net, "total_net_input_bytes:") + number(net, "total_net_output_bytes:");
        return new Traffic(trips, bytes / 1000);
    }

    private static double calls(String stats, String command) {
        return number(stats, "cmdstat_" + command + ":calls=");
    }

    private static double number(String info, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote(name) + "(\\d+)").matcher(info);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }
}
