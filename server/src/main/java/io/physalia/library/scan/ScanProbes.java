package io.physalia.library.scan;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.job.Job;
import io.physalia.job.JobDesk;
import io.physalia.job.JobRequest;
import io.physalia.job.JobState;
import io.physalia.library.Item;
import io.physalia.library.ItemDraft;
import io.physalia.library.ItemId;
import io.physalia.library.ItemStore.Known;
import io.physalia.library.Items;
import io.physalia.library.MediaInfoJson;
import io.physalia.media.MediaInfo;
import io.physalia.media.Prober;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is in the media files of one scan: from the last scan if a file has not changed since, else by a job that any pod does. A job is cleared away once its item is written; a scan
 * that goes on for one that died finds what was probed meanwhile. Thread-safe.
 */
final class ScanProbes {
    private final Items items;
    private final JobDesk desk;
    private final ItemId library;
    private final Map<ItemId, JobRequest> asked = new ConcurrentHashMap<>();
    private final Map<JobRequest, CompletableFuture<MediaInfo>> open = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    ScanProbes(Items items, JobDesk desk, ItemId library) {
        this.items = items;
        this.desk = desk;
        this.library = library;
    }

    /**
     * What is in the files of a unit. All are asked for before the first is waited for. Of a file that cannot be read, what an earlier scan found in it stays.
     *
     * @param known what the last scan left
     * @param problems told of the files that cannot be read
     * @throws CancellationException by {@link #stop}
     */
    UnitMedia read(PlannedUnit unit, Map<ItemId, Known> known, Consumer<String> problems) {
        Map<PlannedItem, CompletableFuture<MediaInfo>> answers = new LinkedHashMap<>();
        for (PlannedItem item : unit.items()) {
            if (item.isProbed() && item.media().isPresent()) {
                answers.put(item, ask(item.id(), item.media().get(), Optional.ofNullable(known.get(item.id()))));
            }
        }
        Map<ItemId, MediaInfo> media = new HashMap<>();
        Map<ItemId, Item> kept = new HashMap<>();
        answers.forEach((item, answer) -> {
            try {
                media.put(item.id(), answer.join());
            } catch (CompletionException e) {
                problems.accept(item.path().map(Path::toString).orElse("") + " was skipped: " + reason(e));
                // Its job is not done: it is asked for again by the next scan, and listed if it was set aside.
                asked.remove(item.id());
                items.find(item.id())
                        .ifPresent(before -> before.media().ifPresent(found -> {
                            media.put(item.id(), found);
                            kept.put(item.id(), before);
                        }));
            }
        });
        return new UnitMedia(media, kept);
    }

    private static String reason(CompletionException e) {
        if (e.getCause() instanceof Failure failure
                && (failure.code() == FailureCode.NOT_MEDIA || failure.code() == FailureCode.FILE_NOT_FOUND)) {
            return failure.reason();
        }
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }

    /** @return ends with a {@link Failure} ({@code FILE_NOT_FOUND}, {@code NOT_MEDIA}), or cancelled by {@link #stop} */
    private CompletableFuture<MediaInfo> ask(ItemId id, FileEntry file, Optional<Known> before) {
        return before.filter(known -> isSame(known, file))
                .flatMap(_ -> items.find(id))
                // What comes from a cache may be of another time.
                .filter(item ->
                        item.sizeBytes() == file.sizeBytes() && item.modified().toEpochMilli() == file.modifiedMs())
                .flatMap(Item::media)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> submit(id, ProbeWork.request(library, file)));
    }

    private static boolean isSame(Known before, FileEntry file) {
        return before.sizeBytes() == file.sizeBytes()
                && before.modifiedMs() == file.modifiedMs()
                && before.probeVersion() == Prober.VERSION;
    }

    private CompletableFuture<MediaInfo> submit(ItemId id, JobRequest request) {
        asked.put(id, request);
        CompletableFuture<MediaInfo> answer = desk.submit(request).thenApply(ScanProbes::read);
        open.put(request, answer);
        var _ = answer.whenComplete((_, _) -> open.remove(request, answer));
        if (stopped) {
            answer.cancel(false);
        }
        return answer;
    }

    private static MediaInfo read(Job job) {
        if (job.state() == JobState.DONE) {
            return job.result()
                    .flatMap(MediaInfoJson::find)
                    .orElseThrow(() -> new Failure(
                            FailureCode.NOT_MEDIA, "a pod of another version has read it; the next scan tries again"));
        }
        FailureCode code = job.state() == JobState.SET_ASIDE ? FailureCode.NOT_MEDIA : FailureCode.FILE_NOT_FOUND;
        throw new Failure(code, job.error().orElse("it could not be read"));
    }

    /** Clears away the jobs of what is written now. */
    void written(Collection<ItemDraft> drafts) {
        List<JobRequest> done = new ArrayList<>();
        for (ItemDraft draft : drafts) {
            JobRequest request = asked.remove(draft.id());
            if (request != null) {
                done.add(request);
            }
        }
        if (!done.isEmpty()) {
            desk.forgetEnded(done.stream().map(JobRequest::id).toList());
        }
    }

    /**
     * Clears away what was set aside of files that are gone or have changed.
     *
     * @param isUnknown whether nobody could look where a file was
     */
    void forgetGone(Stream<FileEntry> files, Predicate<Path> isUnknown) {
        List<Job> aside = desk.listSetAside(ProbeWork.KIND, library.value());
        if (!aside.isEmpty()) {
            Set<String> there =
                    files.map(file -> ProbeWork.request(library, file).id()).collect(Collectors.toSet());
            desk.forgetEnded(aside.stream()
                    .filter(job -> !there.contains(job.id()) && !isUnknown.test(Path.of(job.subject())))
                    .map(Job::id)
                    .toList());
        }
    }

    /** Nobody waits any longer, and what no pod has begun is not begun. */
    void stop() {
        stopped = true;
        List<JobRequest> waiting = List.copyOf(open.keySet());
        if (!waiting.isEmpty()) {
            // Before the scan goes on and ends: the next one may ask for the same.
            desk.withdraw(waiting);
        }
        open.values().forEach(answer -> answer.cancel(false));
    }
}
