package io.physalia.colony.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Eight clients that ask one server the same sort of question, each its next one as soon as the last is answered. */
final class LibraryLoad {
    private static final int CLIENTS = 8;

    private final int port;
    private final String headers;
    private final LongSupplier serverMillis;
    private final LongSupplier databaseMillis;
    private final long seed;

    /**
     * @param token who asks
     * @param serverMillis processor time of the server so far, in milliseconds
     * @param databaseMillis that of its database, where it is a process of its own; else always 0
     */
    LibraryLoad(int port, String token, LongSupplier serverMillis, LongSupplier databaseMillis, long seed) {
        this.port = port;
        this.headers = "Authorization: MediaBrowser Token=\"" + token + "\"\r\nAccept: application/json\r\n";
        this.serverMillis = serverMillis;
        this.databaseMillis = databaseMillis;
        this.seed = seed;
    }

    /**
     * What was measured.
     *
     * @param waited how long each client waited for each answer, in milliseconds
     * @param bytes of an answer's body, on average
     * @param serverMillis processor time of the server per call, in milliseconds
     * @param databaseMillis processor time of the database per call
     * @param clientMillis processor time of the one who asks per call
     */
    record Result(Samples waited, long bytes, double serverMillis, double databaseMillis, double clientMillis) {}

    /** @param rounds how often each client asks */
    Result ask(Function<Random, String> query, int rounds) {
        long server = serverMillis.getAsLong();
        long database = databaseMillis.getAsLong();
        long own = ownMillis();
        Samples waited = new Samples();
        long bytes = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Client>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Client(query, new Random(seed + i), rounds));
            }
            for (Future<Client> done : threads.invokeAll(clients)) {
                Client client = done.get();
                client.millis.forEach(waited::add);
                bytes += client.bytes;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        double calls = waited.count();
        return new Result(
                waited,
                Math.round(bytes / calls),
                (serverMillis.getAsLong() - server) / calls,
                (databaseMillis.getAsLong() - database) / calls,
                (ownMillis() - own) / calls);
    }

    private static long ownMillis() {
        return ProcFile.cpuMillis(ProcessHandle.current().pid());
    }

    /** One of them. */
    private final class Client implements Callable<Client> {
        private final Function<Random, String> query;
        private final Random random;
        private final int rounds;
        private final List<Double> millis = new ArrayList<>();
        private long bytes;

        Client(Function<Random, String> query, Random random, int rounds) {
            this.query = query;
            this.random = random;
            this.rounds = rounds;
        }

        @Override
        public Client call() throws IOException {
            try (LeanConnection connection = new LeanConnection(port, headers)) {
                for (int i = 0; i < rounds; i++) {
                    String path = query.apply(random);
                    long begin = System.nanoTime();
                    LeanConnection.Answer answer = connection.get(path);
                    millis.add((System.nanoTime() - begin) / 1e6);
                    bytes += answer.bytes();
                    if (answer.status() != 200 || answer.bytes() < 20) {
                        throw new IllegalStateException(path + " answered " + answer);
                    }
                }
            }
            return this;
        }
    }
}
