package io.physalia.transcode;

import io.physalia.hls.SegmentSink;
import io.physalia.hls.SegmentStore;
import io.physalia.trace.Span;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Publishes what an encoder finishes, under the lease, and holds the encoder back when it is far ahead of its viewer. */
final class PublishingSink implements SegmentSink {
    private final Production production;
    private final SegmentStore store;
    private final int aheadSegments;

    PublishingSink(Production production, SegmentStore store, Duration ahead) {
        this.production = production;
        this.store = store;
        long length = production.plan().segments().durationNanos(0);
        this.aheadSegments = (int) Math.max(2, ahead.toNanos() / length);
    }

    @Override
    public void init(List<ByteBuffer> parts) {
        publish(SegmentStore.INIT, parts);
        production.initPublished();
    }

    @Override
    public void segment(int index, List<ByteBuffer> parts) {
        publish(index, parts);
        int oldest = production.keepFrom();
        if (oldest > 0 && index % 16 == 0) {
            store.trimBefore(production.plan().sessionId(), oldest);
        }
        try {
            if (!production.published(index, aheadSegments)) {
                throw new RunStoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunStoppedException();
        }
    }

    private void publish(int index, List<ByteBuffer> parts) {
        EncodePlan plan = production.plan();
        try {
            OptionalLong epoch = production.awaitRight();
            if (epoch.isEmpty()) {
                throw new RunStoppedException();
            }
            boolean published = Span.begin("publish")
                    .with("segment", index)
                    .around(() -> store.publish(plan.sessionId(), epoch.getAsLong(), index, plan.extension(), parts));
            if (!published && store.find(plan.sessionId(), index).isEmpty()) {
                // A higher epoch has begun in the shared directory: another pod owns the session, even if Redis cannot
                // tell us.
                production.close(Production.End.LOST, "");
                throw new RunStoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunStoppedException();
        }
    }
}
