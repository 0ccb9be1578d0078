package io.physalia.metadata.image;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses lie in the public net. Everything else (this machine, private networks, links, what providers use among themselves, addresses that hold another one) is not what a picture is
 * fetched from, as the server may reach there what who asks does not.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA's registries of special-purpose addresses</a>
 */
final class PublicAddresses {
    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return address instanceof Inet4Address
                ? isPublic(first, second, bytes[2] & 0xff)
                : isPublic(first, second, bytes);
    }

    private static boolean isPublic(int first, int second, int third) {
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99);
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /** Of IPv6 only what is given out as global unicast, but for tunnels (6to4, Teredo) and examples. */
    private static boolean isPublic(int first, int second, byte[] bytes) {
        boolean isGlobal = (first & 0xe0) == 0x20;
        boolean isSixToFour = first == 0x20 && second == 0x02;
        boolean isSpecial = first == 0x20 && second == 0x01 && (bytes[2] & 0xfe) == 0;
        boolean isExample = first == 0x20 && second == 0x01 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8;
        return isGlobal && !isSixToFour && !isSpecial && !isExample;
    }
}
