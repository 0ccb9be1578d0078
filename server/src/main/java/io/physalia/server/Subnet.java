package io.physalia.server;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses, e.g. {@code 192.168.0.0/16}, or one address.
 *
 * @param prefixBits how many leading bits are the range's
 */
record Subnet(InetAddress base, int prefixBits) {

    /** Reads {@code address} or {@code address/bits}; empty if it is neither. No name is looked up. */
    static Optional<Subnet> find(String text) {
        String bare = text.strip();
        int slash = bare.indexOf('/');
        try {
            InetAddress base = InetAddress.ofLiteral(slash < 0 ? bare : bare.substring(0, slash));
            int most = 8 * base.getAddress().length;
            int bits = slash < 0 ? most : Integer.parseInt(bare.substring(slash + 1));
            return bits < 0 || bits > most ? Optional.empty() : Optional.of(new Subnet(base, bits));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
