package io.physalia.jellyfin.administration;

import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.PeerConnections;
import io.physalia.cluster.PeerSigner;
import io.physalia.cluster.Pod;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.server.LogFiles;
import io.physalia.server.LogFiles.LogFile;
import io.physalia.server.ThisPod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The log files of all pods, whichever is asked: a pod's own, and those that the other live pods tell of over signed HTTP. Names are different on all pods, as the pod's name is in
 * them, or a random id. A pod that does not answer in time is left out. Thread-safe.
 */
@Singleton
public class ColonyLogs {
    /** Where pods ask each other which log files they have, and with a name for one of them. */
    static final String LIST = "/internal/logs";

    static final String FILE = "/internal/logs/file";

    private static final System.Logger LOG = System.getLogger(ColonyLogs.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Comparator<LogFile> LAST_CHANGED_FIRST =
            Comparator.comparing(LogFile::modified).reversed().thenComparing(LogFile::name);

    private final LogFiles own;
    private final LeaseKeeper keeper;
    private final PeerSigner signer;
    private final String incarnation;

    @Inject
    ColonyLogs(LogFiles own, LeaseKeeper keeper, PeerSigner signer, ThisPod self) {
        this.own = own;
        this.keeper = keeper;
        this.signer = signer;
        this.incarnation = self.snapshot().incarnation();
    }

    /** This pod's alone. */
    LogFiles own() {
        return own;
    }

    /** The last changed first. */
    List<LogFile> list() {
        List<CompletableFuture<List<LogFile>>> others = new ArrayList<>();
        for (Pod pod : others()) {
            others.add(ask(pod, LIST, HttpResponse.BodyHandlers.ofByteArray())
                    .thenApply(answer -> List.of(WireJson.read(answer.body(), LogFile[].class)))
                    .exceptionally(silence(pod, List.of())));
        }
        List<LogFile> all = new ArrayList<>(own.list());
        others.forEach(each -> all.addAll(each.join()));
        // Pods may have one directory.
        Map<String, LogFile> byName =
                all.stream().collect(Collectors.toMap(LogFile::name, file -> file, (first, _) -> first));
        return byName.values().stream().sorted(LAST_CHANGED_FIRST).toList();
    }

    /** One of this pod's; empty if it has none of that name. */
    Optional<Path> findOwn(String name) {
        return own.find(name);
    }

    /**
     * One that another pod has.
     *
     * @throws Failure {@code FILE_NOT_FOUND} if none of those that answer has it
     */
    InputStream getFromOthers(String name) {
        String pathAndQuery = FILE + "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        for (Pod pod : others()) {
            Optional<InputStream> found = ask(pod, pathAndQuery, HttpResponse.BodyHandlers.ofInputStream())
                    .thenApply(answer -> Optional.of(answer.body()))
                    .exceptionally(silence(pod, Optional.empty()))
                    .join();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new Failure(FailureCode.FILE_NOT_FOUND, "there is no such log file");
    }

    private List<Pod> others() {
        return keeper.pods().stream()
                .filter(pod -> !pod.incarnation().equals(incarnation))
                .toList();
    }

    private <T> CompletableFuture<HttpResponse<T>> ask(
            Pod pod, String pathAndQuery, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request = HttpRequest.newBuilder(pod.address().resolve(URI.create(pathAndQuery)))
                .timeout(PATIENCE)
                .header(PeerSigner.HEADER, signer.sign("GET", pathAndQuery))
                .build();
        return PeerConnections.client().sendAsync(request, handler).thenCompose(answer -> {
            if (answer.statusCode() == 200) {
                return CompletableFuture.completedFuture(answer);
            }
            if (answer.body() instanceof InputStream body) {
                closeQuietly(body);
            }
            return CompletableFuture.failedFuture(new IOException("status " + answer.statusCode()));
        });
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // It is of no use any more.
        }
    }

    private static <T> Function<Throwable, T> silence(Pod pod, T instead) {
        return e -> {
            LOG.log(Level.DEBUG, "no logs of {0}: {1}", pod.name(), e.getMessage());
            return instead;
        };
    }
}
