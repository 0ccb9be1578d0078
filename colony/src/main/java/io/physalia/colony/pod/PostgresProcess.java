package io.physalia.colony.pod;

import io.physalia.colony.network.Ports;
import io.physalia.colony.process.Children;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The PostgreSQL of a colony, from the embedded binaries. */
public final class PostgresProcess implements AutoCloseable {
    /** What PostgreSQL takes for its buffers unless it is told otherwise. */
    public static final String USUAL = "128MB";

    private static final String SMALL = "32MB";

    private final EmbeddedPostgres postgres;
    private final ProcessHandle postmaster;

    /** Small: for the data of a demo. */
    public PostgresProcess(Path directory, Children children) {
        this(directory, children, SMALL);
    }

    /** @param buffers how much of the data it keeps in memory of its own, as PostgreSQL writes it */
    public PostgresProcess(Path directory, Children children, String buffers) {
        Path data = directory.resolve("data");
        try {
            Files.createDirectories(directory);
            ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(
                    directory.resolve("postgres.log").toFile());
            postgres = EmbeddedPostgres.builder()
                    .setPort(Ports.free())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", buffers)
                    // A demo's data need not survive the machine.
                    .setServerConfig("fsync", "off")
                    .start();
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            postmaster = ProcessHandle.of(pid).orElseThrow();
            children.adopt(postmaster);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not start; see " + directory, e);
        }
    }

    /** The URL as {@code PHYSALIA_DATABASE_URL} has it. */
    public String url() {
        return url("127.0.0.1:" + port());
    }

    /** The URL for whoever reaches it at another host and port. */
    String url(String authority) {
        return "postgresql://postgres:postgres@" + authority + "/postgres";
    }

    /** Where it listens on the loopback interface. */
    int port() {
        return postgres.getPort();
    }

    /** Holds all its processes still, as if the database were cut off. */
    public void pause() {
        signalAll("STOP");
    }

    public void resume() {
        signalAll("CONT");
    }

    /** Its main process and all that it has started. */
    public List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    /** Ends it in good order, so that its files may be copied; clients are cut off. */
    public void stop() {
        Children.signal(postmaster, "INT");
        postmaster.onExit().join();
    }

    private void signalAll(String signal) {
        postmaster.descendants().forEach(child -> Children.signal(child, signal));
        Children.signal(postmaster, signal);
    }

    @Override
    public void close() {
        postmaster.destroyForcibly();
    }
}
