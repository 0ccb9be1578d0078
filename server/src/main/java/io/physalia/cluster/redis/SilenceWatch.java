package io.physalia.cluster.redis;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that has been silent for too long after something was written to it, so that a new one is made. Without it a
 * connection whose packets vanish (a partition, a host that lost power) is only given up by TCP after many minutes, and when the
 * network heals, TCP's next try may be as far away as the outage was long. Runs on the channel's event loop only.
 */
final class SilenceWatch extends ChannelDuplexHandler {
    private final long limitNanos;
    private boolean waiting;
    private long since;
    private @Nullable Future<?> checks;

    private SilenceWatch(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    static void install(Channel channel, Duration limit) {
        channel.pipeline().addFirst("silence-watch", new SilenceWatch(limit));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        long period = limitNanos / 4;
        checks = context.executor()
                .scheduleAtFixedRate(() -> closeIfSilent(context), period, period, TimeUnit.NANOSECONDS);
        super.channelActive(context);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (!waiting) {
            waiting = true;
            since = System.nanoTime();
        }
        super.write(context, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        waiting = false;
        super.channelRead(context, message);
    }

    private void closeIfSilent(ChannelHandlerContext context) {
        if (waiting && System.nanoTime() - since >= limitNanos) {
            var _ = context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (checks != null) {
            var _ = checks.cancel(false);
        }
        super.channelInactive(context);
    }
}
