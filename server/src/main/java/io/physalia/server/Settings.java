package io.physalia.server;

import io.physalia.cluster.PodName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings that a pod runs with, checked. Made by {@link SettingsReader}; {@link Setting} says what each means.
 *
 * @param databaseUrl empty: SQLite in {@code dataDir}
 * @param redisUrl empty: one instance
 * @param podAddress empty: to be found
 * @param clusterSecret empty: kept in the database
 * @param ffmpeg empty: to be found
 * @param webDir empty: no web client is served
 */
public record Settings(
        int port,
        String host,
        Path dataDir,
        Path cacheDir,
        int imageCacheMb,
        Optional<String> databaseUrl,
        Optional<String> redisUrl,
        PodName podName,
        Optional<URI> podAddress,
        Optional<String> clusterSecret,
        Transcode transcode,
        Duration leaseDuration,
        Duration drainDelay,
        Duration syncPlayWait,
        Optional<Path> ffmpeg,
        Front front,
        Optional<Path> webDir,
        String apiVersion,
        Watching watching) {

    /**
     * How clients find and reach the server.
     *
     * @param basePath what every URL begins with, with a leading and no trailing slash; empty: nothing
     * @param publicUrl without a trailing slash; empty: the address of the pod that is asked
     * @param discoveryPort 0: nobody is answered
     */
    public record Front(String basePath, Optional<URI> publicUrl, int discoveryPort) {}

    /**
     * What those who run the server see of it.
     *
     * @param jsonLog whether each line of the log is a JSON document
     * @param traces the URL that spans are sent to; empty: none are made
     */
    public record Watching(String logLevel, boolean jsonLog, Optional<URI> traces) {}

    /** The settings about transcoding. */
    public record Transcode(
            Path directory, boolean shared, Duration ahead, Duration keep, Duration idle, int encoderSlots) {}

    /** Where this pod's log files are. */
    public Path logDir() {
        return dataDir.resolve("log");
    }

    /** Whether this process is a pod of a colony and not a whole server by itself. */
    public boolean isColony() {
        return redisUrl.isPresent();
    }

    /** Without user names and passwords: safe to log. */
    @Override
    public String toString() {
        return "Settings[port=" + port + ", podName=" + podName + ", dataDir=" + dataDir + ", colony=" + isColony()
                + "]";
    }
}
