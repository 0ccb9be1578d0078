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
    public final AtomicInteger failures = new AtomicInteger();

    /** Runs between a request's sending and its arrival, and between its effect and its reply: here a process may be paused. */
    public volatile Runnable onTheWay = () -> {};

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

    @Override
    public Board board() {
        return proxy(Board.class);
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
            calls.incrementAndGet();
            Line now = line;
            onTheWay.run();
            if (now == Line.DOWN) {
                throw failed("cut off");
            }
            Object target =
                    type == Leases.class ? behind.leases() : type == Pods.class ? behind.pods() : behind.board();
            try {
                Object answer = method.invoke(target, args);
                onTheWay.run();
                if (now == Line.REPLY_LOST) {
                    throw failed("reply lost");
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private CoordinationUnavailableException failed(String how) {
        failures.incrementAndGet();
        return new CoordinationUnavailableException(how, new IllegalStateException(how));
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
