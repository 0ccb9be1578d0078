package io.physalia.cluster.redis;

import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import io.physalia.cluster.Pods;
import io.physalia.cluster.redis.RedisScripts.Verb;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The registry of pods in Redis: an expiry by Redis's clock, and the incarnation with the rest as a query string, so that pods of
 * different versions may add fields and skip what they do not know.
 */
final class RedisPods implements Pods {
    private final RedisScripts scripts;

    RedisPods(RedisScripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public boolean announce(Pod self, Duration ttl) {
        return scripts.run(
                        Verb.ANNOUNCE,
                        RedisKeys.PODS,
                        List.of(
                                self.name().value(),
                                encoded(self.incarnation()),
                                Long.toString(ttl.toMillis()),
                                write(self)))
                .getFirst()
                .equals(1L);
    }

    @Override
    public List<Pod> list() {
        List<Object> answer = scripts.run(Verb.PODS, RedisKeys.PODS, List.of());
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < answer.size(); i += 2) {
            pods.add(read((String) answer.get(i), (String) answer.get(i + 1)));
        }
        pods.sort(Comparator.comparing(Pod::name));
        return List.copyOf(pods);
    }

    @Override
    public void withdraw(Pod self) {
        scripts.run(Verb.WITHDRAW, RedisKeys.PODS, List.of(self.name().value(), encoded(self.incarnation())));
    }

    private static String write(Pod pod) {
        return Map.of(
                        "address", pod.address().toString(),
                        "state", pod.state().name(),
                        "slots", Integer.toString(pod.encoderSlots()),
                        "busy", Integer.toString(pod.encodersBusy()),
                        "version", pod.version())
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Pod read(String name, String text) {
        int space = text.indexOf(' ');
        Map<String, String> fields = new HashMap<>();
        for (String field : text.substring(space + 1).split("&")) {
            int equals = field.indexOf('=');
            fields.put(field.substring(0, equals), decoded(field.substring(equals + 1)));
        }
        return new Pod(
                new PodName(name),
                decoded(text.substring(0, space)),
                URI.create(fields.getOrDefault("address", "")),
                Pod.State.DRAINING.name().equals(fields.get("state")) ? Pod.State.DRAINING : Pod.State.READY,
                Integer.parseInt(fields.getOrDefault("slots", "0")),
                Integer.parseInt(fields.getOrDefault("busy", "0")),
                fields.getOrDefault("version", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
