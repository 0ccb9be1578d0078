package io.physalia.transcode;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;

/**
 * The bytes of an answer, and how long none has come. A request's own timeout ends with the head of the answer: if the sender's node is
 * lost in the middle of the body, nobody says so, and the rest would be waited for for ever. Serves one request. Thread-safe.
 */
final class ArrivingBody implements HttpResponse.BodyHandler<byte[]> {
    private final LongSupplier nanoTime;
    private volatile boolean begun;
    private volatile long last;

    /** @param nanoTime a monotonic clock in nanoseconds */
    ArrivingBody(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the head has come, and since then nothing for this long. */
    boolean isSilentFor(Duration limit) {
        return begun && nanoTime.getAsLong() - last >= limit.toNanos();
    }

    @Override
    public HttpResponse.BodySubscriber<byte[]> apply(HttpResponse.ResponseInfo head) {
        noteArrival();
        begun = true;
        return new Noting(HttpResponse.BodySubscribers.ofByteArray());
    }

    private void noteArrival() {
        last = nanoTime.getAsLong();
    }

    private final class Noting implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> whole;

        Noting(HttpResponse.BodySubscriber<byte[]> whole) {
            this.whole = whole;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            whole.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {
            noteArrival();
            whole.onNext(bytes);
        }

        @Override
        public void onError(Throwable error) {
            whole.onError(error);
        }

        @Override
        public void onComplete() {
            whole.onComplete();
        }
    }
}
