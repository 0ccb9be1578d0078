package io.physalia.cluster.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The two connections of a pod, one for commands and one for messages. They come back by themselves; while one is away, commands on it
 * are refused at once and never kept for later: a heartbeat that is sent late is worse than one that is not sent.
 */
final class RedisLink implements AutoCloseable {
    private static final Duration SHUTDOWN = Duration.ofSeconds(2);

    private final ClientResources resources;
    private final AbstractRedisClient client;
    private final ChannelGroup channels;
    private final RedisClusterAsyncCommands<String, String> commands;
    private final StatefulRedisPubSubConnection<String, String> messages;
    private final Duration timeout;

    private RedisLink(
            ClientResources resources,
            AbstractRedisClient client,
            ChannelGroup channels,
            RedisClusterAsyncCommands<String, String> commands,
            StatefulRedisPubSubConnection<String, String> messages,
            Duration timeout) {
        this.resources = resources;
        this.client = client;
        this.channels = channels;
        this.commands = commands;
        this.messages = messages;
        this.timeout = timeout;
    }

    /** @throws io.lettuce.core.RedisException if Redis cannot be reached */
    static RedisLink open(RedisAddress address, Duration timeout) {
        ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        ClientResources resources = resources(channels, timeout);
        AbstractRedisClient client = address.cluster()
                ? RedisClusterClient.create(resources, address.nodes())
                : RedisClient.create(resources, address.first());
        try {
            return switch (client) {
                case RedisClusterClient cluster -> {
                    cluster.setOptions(clusterOptions(timeout));
                    yield new RedisLink(
                            resources, client, channels, cluster.connect().async(), cluster.connectPubSub(), timeout);
                }
                case RedisClient one -> {
                    one.setOptions(common(ClientOptions.builder(), timeout).build());
                    yield new RedisLink(
                            resources, client, channels, one.connect().async(), one.connectPubSub(), timeout);
                }
                default -> throw new IllegalStateException(client.toString());
            };
        } catch (RuntimeException e) {
            shutDown(client, resources);
            throw e;
        }
    }

    private static ClientResources resources(ChannelGroup channels, Duration timeout) {
        return DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(() ->
                        Delay.equalJitter(Duration.ofMillis(10), Duration.ofMillis(500), 10, TimeUnit.MILLISECONDS))
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channels.add(channel);
                        SilenceWatch.install(channel, timeout.multipliedBy(2));
                    }
                })
                .build();
    }

    private static <B extends ClientOptions.Builder> B common(B options, Duration timeout) {
        options.autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                // What was under way when a connection broke is not sent again on the next: its caller decides.
                .replayFilter(_ -> true)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(timeout)
                        .keepAlive(true)
                        .build());
        return options;
    }

    private static ClusterClientOptions clusterOptions(Duration timeout) {
        ClusterClientOptions.Builder options = ClusterClientOptions.builder()
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(Duration.ofSeconds(15))
                        .enableAllAdaptiveRefreshTriggers()
                        .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                        .build());
        return common(options, timeout).build();
    }

    RedisClusterAsyncCommands<String, String> commands() {
        return commands;
    }

    StatefulRedisPubSubConnection<String, String> messages() {
        return messages;
    }

    Duration timeout() {
        return timeout;
    }

    ClientResources resources() {
        return resources;
    }

    /** Drops every connection and lets them be made anew, e.g. to find a new master. */
    void reconnect() {
        var _ = channels.close();
    }

    @Override
    public void close() {
        shutDown(client, resources);
    }

    private static void shutDown(AbstractRedisClient client, ClientResources resources) {
        client.shutdown(Duration.ZERO, SHUTDOWN);
        resources.shutdown(0, SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(SHUTDOWN.toMillis());
    }
}
