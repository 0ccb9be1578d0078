package io.physalia.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A coordinator as one pod sees it: it can be cut off, lose replies, and be replaced by an empty one. */
public final class FlakyCoordinator implements Coordinator {

    /** What happens to a call. */
    public enum Line {
        UP,
        /** The request does not arrive. */
        DOWN,
        /** The request takes effect, the reply is lost. */
        REPLY_LOST
    }

    public volatile Line line = Line.UP;
    public volatile Coordinator behind;
    public final AtomicInteger calls = new AtomicInteger();

    public FlakyCoordinator(Coordinator behind) {
        this.behind = behind;
    }

    @Override
    public Leases leases() {
        return proxy(Leases.class);
    }

    @Override
    public Pods pods() {
        return proxy(Pods.class);
    }

    @Override
    public Bus bus() {
        return behind.bus();
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
            calls.incrementAndGet();
            Line now = line;
            if (now == Line.DOWN) {
                throw new CoordinationUnavailableException("cut off", new IllegalStateException());
            }
            Object target = type == Leases.class ? behind.leases() : behind.pods();
            try {
                Object answer = method.invoke(target, args);
                if (now == Line.REPLY_LOST) {
                    throw new CoordinationUnavailableException("reply lost", new IllegalStateException());
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public boolean isReachable() {
        return line == Line.UP;
    }

    @Override
    public void close() {}
}
