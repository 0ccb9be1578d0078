package io.physalia.server;

import io.physalia.cluster.Claim;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.HeldLease;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.Note;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Answers apps that look for a server by UDP broadcast, as Jellyfin does on port 7359. One pod of the colony answers: the one that holds
 * the lease for it. A port that cannot be had is a warning; the lease then goes to another pod.
 */
public final class Discovery implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Discovery.class.getName());
    private static final LeaseName RESPONDER = new LeaseName("discovery", "responder");
    private static final String QUESTION = "who is jellyfinserver?";

    /** How often a pod that does not answer looks whether it should. */
    public static final Duration RETRY = Duration.ofSeconds(5);

    private static final int LONGEST_QUESTION = 512;

    private final Settings settings;
    private final LeaseKeeper keeper;
    private final UnaryOperator<String> answer;
    private final Duration retry;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable DatagramSocket socket;

    /** @param answer what to say to an app that can reach the server at the URL given */
    public Discovery(Settings settings, LeaseKeeper keeper, UnaryOperator<String> answer, Duration retry) {
        this.retry = retry;
        this.settings = settings;
        this.keeper = keeper;
        this.answer = answer;
    }

    /** Begins to answer, now or when the pod that does so has gone; does nothing if it is switched off. */
    public void start() {
        if (settings.front().discoveryPort() > 0) {
            Thread.ofVirtual().name("discovery").start(this::run);
        }
    }

    private void run() {
        try {
            boolean usable = true;
            while (usable && closed.getCount() > 0) {
                Optional<HeldLease> lease = tryLead();
                usable = lease.isEmpty() || answerWhileHeld(lease.get());
                var _ = closed.await(retry.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<HeldLease> tryLead() {
        try {
            Claim claim = keeper.tryAcquire(RESPONDER, Optional.empty(), "", () -> Note.EMPTY, new LeaseListener() {
                @Override
                public void lost(Lease lease) {
                    closeSocket();
                }

                @Override
                public void renewedAs(Lease lease) {
                    // Answering twice for a moment does no harm.
                }
            });
            return claim instanceof Claim.Won won ? Optional.of(won.lease()) : Optional.empty();
        } catch (CoordinationUnavailableException _) {
            return Optional.empty();
        }
    }

    /** Returns when the lease is lost or this is closed; false if the port cannot be had. */
    private boolean answerWhileHeld(HeldLease lease) {
        try (DatagramSocket bound = new DatagramSocket(new InetSocketAddress(
                InetAddress.getByName("0.0.0.0"), settings.front().discoveryPort()))) {
            socket = bound;
            // So that a lease lost before the socket was known is noticed.
            bound.setSoTimeout((int) retry.toMillis());
            while (closed.getCount() > 0 && !bound.isClosed()) {
                answerOne(bound, lease);
            }
            return true;
        } catch (SocketException e) {
            if (socket == null) {
                LOG.log(
                        Level.WARNING,
                        "apps that look for servers are not answered: UDP port {0} cannot be had: {1}",
                        Integer.toString(settings.front().discoveryPort()),
                        e.getMessage());
                return false;
            }
            return true;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "an app was not answered: {0}", e.getMessage());
            return true;
        } finally {
            socket = null;
            var _ = lease.handOver();
        }
    }

    private void answerOne(DatagramSocket bound, HeldLease lease) throws IOException {
        DatagramPacket question = new DatagramPacket(new byte[LONGEST_QUESTION], LONGEST_QUESTION);
        try {
            bound.receive(question);
        } catch (SocketTimeoutException _) {
            return;
        }
        String text = new String(question.getData(), 0, question.getLength(), StandardCharsets.UTF_8);
        if (!text.toLowerCase(Locale.ROOT).contains(QUESTION) || !lease.mayPublish()) {
            return;
        }
        try {
            byte[] said = answer.apply(addressFor(question.getAddress())).getBytes(StandardCharsets.UTF_8);
            bound.send(new DatagramPacket(said, said.length, question.getSocketAddress()));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "an app was not answered", e);
        }
    }

    /** The server's URL as an asker can reach it: the public one, else the address by which this host talks to the asker. */
    private String addressFor(InetAddress asker) throws SocketException {
        Settings.Front front = settings.front();
        if (front.publicUrl().isPresent()) {
            return front.publicUrl().get().toString();
        }
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(asker, 9);
            String host = probe.getLocalAddress().getHostAddress();
            return "http://" + host + ":" + settings.port() + front.basePath();
        }
    }

    private void closeSocket() {
        DatagramSocket open = socket;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        closeSocket();
    }
}
