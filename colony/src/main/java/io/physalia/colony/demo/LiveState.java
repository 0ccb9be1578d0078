package io.physalia.colony.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.colony.door.DoorListener;
import io.physalia.colony.pod.PodProcess;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the demo's page shows: which pod serves, which encodes, under which epoch, and what happened. Thread-safe. */
final class LiveState implements DoorListener {
    private static final Pattern SEGMENT_PATH = Pattern.compile("/hls1/[^/]+/(\\d+)\\.");
    private static final Pattern PLAY_SESSION = Pattern.compile("[?&]PlaySessionId=([^&]*)", Pattern.CASE_INSENSITIVE);

    private final long started = System.nanoTime();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final List<Map<String, Object>> takeovers = new CopyOnWriteArrayList<>();
    private final Map<Integer, Served> served = new ConcurrentHashMap<>();
    private final Map<Long, String> owners = new ConcurrentHashMap<>();
    private volatile Map<Integer, Long> published = Map.of();
    private volatile Optional<ClusterView.Session> session = Optional.empty();
    private volatile String playSessionId = "";

    private record Served(String pod, long millis, int tries) {}

    /** A page begins to play: what it sees from now on belongs to this play session. */
    void follow(String newPlaySessionId) {
        playSessionId = newPlaySessionId;
        served.clear();
        owners.clear();
        published = Map.of();
        session = Optional.empty();
    }

    String playSessionId() {
        return playSessionId;
    }

    Optional<ClusterView.Session> session() {
        return session;
    }

    /** Takes in what the colony says of the session, and which segments its stores hold under which epoch. */
    void observe(Optional<ClusterView.Session> now, Map<Integer, Long> segments) {
        now.ifPresent(seen -> owners.put(seen.epoch(), seen.owner()));
        session = now;
        published = Map.copyOf(segments);
    }

    void tookOver(Takeover takeover, Blow blow) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("atMillis", millis());
        map.put("signal", blow.signal());
        map.put("victim", takeover.victim());
        map.put("state", takeover.state());
        map.put("successor", takeover.successor());
        map.put("epochBefore", takeover.epochBefore());
        map.put("epochAfter", takeover.epochAfter());
        map.put("claimMillis", takeover.claimMillis());
        map.put("segmentMillis", takeover.segmentMillis());
        map.put("segment", takeover.segment());
        takeovers.add(map);
    }

    @Override
    public void answered(String method, String target, String pod, int status, long millis, int tries) {
        answered.incrementAndGet();
        Matcher segment = SEGMENT_PATH.matcher(target);
        Matcher play = PLAY_SESSION.matcher(target);
        if (segment.find() && play.find() && play.group(1).equals(playSessionId) && status == 200) {
            served.put(Integer.parseInt(segment.group(1)), new Served(pod, millis, tries));
        }
    }

    @Override
    public void retried(String method, String target, String pod, String reason) {
        retried.incrementAndGet();
    }

    @Override
    public void failed(String method, String target, String reason) {
        failed.incrementAndGet();
    }

    private long millis() {
        return (System.nanoTime() - started) / 1_000_000;
    }

    String toJson(List<PodProcess> pods, java.util.function.Predicate<String> ready) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("millis", millis());
        map.put("pods", pods.stream().map(pod -> podMap(pod, ready)).toList());
        map.put("session", session.map(LiveState::sessionMap).orElse(null));
        map.put("segments", segments());
        map.put("takeovers", takeovers);
        map.put("door", Map.of("answered", answered.get(), "retried", retried.get(), "failed", failed.get()));
        try {
            return new ObjectMapper().writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> podMap(PodProcess pod, java.util.function.Predicate<String> ready) {
        boolean owns = session.filter(now -> now.owner().equals(pod.name()) && now.leaseRemainingMs() > 0)
                .isPresent();
        String state;
        if (!pod.isAlive()) {
            state = "dead";
        } else if (pod.isPaused()) {
            state = "paused";
        } else {
            state = ready.test(pod.name()) ? "ready" : "starting";
        }
        long servedCount = served.values().stream()
                .filter(one -> one.pod().equals(pod.name()))
                .count();
        return Map.of(
                "name",
                pod.name(),
                "port",
                pod.address().getPort(),
                "state",
                state,
                "owns",
                owns && pod.isAlive(),
                "served",
                servedCount);
    }

    private static Map<String, Object> sessionMap(ClusterView.Session session) {
        return Map.of(
                "id", session.id(),
                "owner", session.owner(),
                "epoch", session.epoch(),
                "leaseRemainingMs", session.leaseRemainingMs(),
                "lastSegment", session.lastSegment(),
                "requestedSegment", session.requestedSegment(),
                "state", session.state().toLowerCase(Locale.ROOT));
    }

    private List<Map<String, Object>> segments() {
        TreeMap<Integer, Map<String, Object>> all = new TreeMap<>();
        published.forEach((index, epoch) -> all.computeIfAbsent(index, LiveState::segmentMap)
                .putAll(Map.of("epoch", epoch, "encoder", owners.getOrDefault(epoch, ""))));
        served.forEach((index, one) -> all.computeIfAbsent(index, LiveState::segmentMap)
                .putAll(Map.of("server", one.pod(), "millis", one.millis(), "tries", one.tries())));
        return new ArrayList<>(all.values());
    }

    private static Map<String, Object> segmentMap(int index) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("index", index);
        return map;
    }
}
