package io.physalia.cluster.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire to a port of this machine that can swallow everything without closing a connection, like a partitioned network. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean swallowing;

    public TcpProxy(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What is sent from now on is lost for ever, also when the wire is whole again. */
    public void cut() {
        swallowing = true;
    }

    public void mend() {
        swallowing = false;
    }

    private void accept() {
        try {
            while (true) {
                connect(server.accept());
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void connect(Socket near) throws IOException {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(near, far));
            // A connection that lost bytes stays dead, as TCP would wait for what never comes.
            boolean[] dead = {false};
            Thread.ofVirtual().start(() -> pump(near, far, dead));
            Thread.ofVirtual().start(() -> pump(far, near, dead));
        } catch (ConnectException _) {
            near.close();
        }
    }

    private void pump(Socket from, Socket to, boolean[] dead) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (dead) {
                    dead[0] |= swallowing;
                    if (!dead[0]) {
                        out.write(buffer, 0, n);
                    }
                }
            }
        } catch (IOException _) {
            // The other end is gone; so is this one.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
