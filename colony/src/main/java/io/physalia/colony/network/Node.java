package io.physalia.colony.network;

import java.util.List;

/**
 * A machine of its own as far as the network is concerned: a namespace with one link to the switch. Thread-safe.
 *
 * @param namespace its name
 * @param address on the switch
 * @param port the interface at the switch's end of its link
 */
public record Node(String namespace, String address, String switchNamespace, String port) {
    /** Nobody's: what is sent there vanishes. */
    private static final String NOWHERE = "02:00:00:00:00:ff";

    static final String INTERFACE = "eth0";

    /** Pulls the cable: nothing comes in or goes out, and nobody is told. */
    public void unplug() {
        Ip.run("-n", switchNamespace, "link", "set", port, "down");
    }

    public void plugIn() {
        Ip.run("-n", switchNamespace, "link", "set", port, "up");
    }

    /** From now on what this node and another one send each other vanishes without an error; everybody else is still reached. */
    public void lose(Node other) {
        mislead(other);
        other.mislead(this);
    }

    public void find(Node other) {
        learn(other);
        other.learn(this);
    }

    private void mislead(Node other) {
        Ip.run(
                "-n",
                namespace,
                "neigh",
                "replace",
                other.address,
                "lladdr",
                NOWHERE,
                "nud",
                "permanent",
                "dev",
                INTERFACE);
    }

    private void learn(Node other) {
        Ip.run("-n", namespace, "neigh", "del", other.address, "dev", INTERFACE);
    }

    /** What a command begins with to be run here. */
    List<String> enter() {
        return List.of(Ip.PROGRAM, "netns", "exec", namespace);
    }
}
