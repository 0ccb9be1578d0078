package io.physalia.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Reads the keyframes' times of a Matroska file from its index (RFC 9559: Cues), a few reads however long the film is. Everything
 * unexpected makes it give up: the packets tell the same, only slower.
 */
final class MatroskaIndex {
    private static final long EBML = 0x1A45DFA3L;
    private static final long SEGMENT = 0x18538067L;
    private static final long SEEK_HEAD = 0x114D9B74L;
    private static final long SEEK = 0x4DBBL;
    private static final long SEEK_ID = 0x53ABL;
    private static final long SEEK_POSITION = 0x53ACL;
    private static final long INFO = 0x1549A966L;
    private static final long TIMESTAMP_SCALE = 0x2AD7B1L;
    private static final long TRACKS = 0x1654AE6BL;
    private static final long TRACK_ENTRY = 0xAEL;
    private static final long TRACK_NUMBER = 0xD7L;
    private static final long TRACK_TYPE = 0x83L;
    private static final long CUES = 0x1C53BB6BL;
    private static final long CUE_POINT = 0xBBL;
    private static final long CUE_TIME = 0xB3L;
    private static final long CUE_TRACK_POSITIONS = 0xB7L;
    private static final long CUE_TRACK = 0xF7L;
    private static final long CLUSTER = 0x1F43B675L;
    private static final int VIDEO = 1;
    private static final int LARGEST = 64 << 20;

    private final FileChannel file;
    private final Map<Long, ByteBuffer> found = new HashMap<>();
    private final Map<Long, Long> positions = new HashMap<>();

    private MatroskaIndex(FileChannel file) {
        this.file = file;
    }

    /**
     * @param streamIndex which track, from 0
     * @return nanoseconds of raw time, rising; empty: the file has no index, or none that is understood
     */
    static Optional<long[]> read(FileChannel file, int streamIndex) {
        try {
            return new MatroskaIndex(file).keyframes(streamIndex);
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private Optional<long[]> keyframes(int streamIndex) throws IOException {
        findTopLevel();
        ByteBuffer cues = found.get(CUES);
        ByteBuffer tracks = found.get(TRACKS);
        if (cues == null || tracks == null) {
            return Optional.empty();
        }
        long number = trackNumber(tracks, streamIndex);
        long scale = unsigned(found.getOrDefault(INFO, ByteBuffer.allocate(0)), TIMESTAMP_SCALE, 1_000_000);
        LongStream.Builder times = LongStream.builder();
        forEach(cues, (id, point) -> {
            if (id == CUE_POINT && refersTo(point, number)) {
                times.add(Math.multiplyExact(unsigned(point, CUE_TIME, 0), scale));
            }
        });
        long[] sorted = times.build().sorted().distinct().toArray();
        return sorted.length == 0 ? Optional.empty() : Optional.of(sorted);
    }

    /** Reads what stands before the first cluster, and then what the seek head says stands elsewhere. */
    private void findTopLevel() throws IOException {
        Element header = element(0);
        expect(header.id == EBML);
        Element segment = element(header.end());
        expect(segment.id == SEGMENT);
        long at = segment.content;
        while (at < file.size()) {
            Element element = element(at);
            if (element.id == CLUSTER) {
                break;
            }
            keep(element);
            at = element.end();
        }
        ByteBuffer seekHead = found.get(SEEK_HEAD);
        if (seekHead != null) {
            forEach(seekHead, (id, seek) -> {
                if (id == SEEK) {
                    positions.put(unsigned(seek, SEEK_ID, 0), segment.content + unsigned(seek, SEEK_POSITION, 0));
                }
            });
        }
        for (long id : new long[] {INFO, TRACKS, CUES}) {
            Long position = positions.get(id);
            if (!found.containsKey(id) && position != null) {
                Element element = element(position);
                expect(element.id == id);
                keep(element);
            }
        }
    }

    private void keep(Element element) throws IOException {
        if (element.id == SEEK_HEAD || element.id == INFO || element.id == TRACKS || element.id == CUES) {
            expect(element.size <= LARGEST);
            found.putIfAbsent(element.id, bytes(element.content, (int) element.size));
        }
    }

    private static long trackNumber(ByteBuffer tracks, int streamIndex) {
        int[] seen = {0};
        long[] number = {-1};
        forEach(tracks, (id, entry) -> {
            if (id == TRACK_ENTRY && seen[0]++ == streamIndex && unsigned(entry, TRACK_TYPE, 0) == VIDEO) {
                number[0] = unsigned(entry, TRACK_NUMBER, -1);
            }
        });
        expect(number[0] > 0);
        return number[0];
    }

    private static boolean refersTo(ByteBuffer cuePoint, long track) {
        boolean[] refers = {false};
        forEach(cuePoint, (id, content) -> {
            if (id == CUE_TRACK_POSITIONS && unsigned(content, CUE_TRACK, -1) == track) {
                refers[0] = true;
            }
        });
        return refers[0];
    }

    private interface Visitor {
        void visit(long id, ByteBuffer content);
    }

    private static void forEach(ByteBuffer parent, Visitor visitor) {
        int at = 0;
        while (at < parent.limit()) {
            int idLength = length(parent.get(at));
            long id = number(parent, at, idLength, false);
            int sizeLength = length(parent.get(at + idLength));
            long size = number(parent, at + idLength, sizeLength, true);
            int content = at + idLength + sizeLength;
            expect(size <= parent.limit() - content);
            visitor.visit(id, parent.slice(content, (int) size));
            at = content + (int) size;
        }
    }

    private static long unsigned(ByteBuffer parent, long wanted, long otherwise) {
        long[] value = {otherwise};
        forEach(parent, (id, content) -> {
            if (id == wanted) {
                expect(content.limit() <= 8);
                value[0] = content.limit() == 0 ? 0 : number(content, 0, content.limit(), false);
            }
        });
        return value[0];
    }

    /** An element in the file. */
    private record Element(long id, long content, long size) {
        long end() {
            return content + size;
        }
    }

    private Element element(long at) throws IOException {
        ByteBuffer header = bytes(at, (int) Math.min(12, file.size() - at));
        int idLength = length(header.get(0));
        int sizeLength = length(header.get(idLength));
        long size = number(header, idLength, sizeLength, true);
        long content = at + idLength + sizeLength;
        boolean unknown = size == (1L << (7 * sizeLength)) - 1;
        return new Element(number(header, 0, idLength, false), content, unknown ? file.size() - content : size);
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            expect(file.read(bytes, at + bytes.position()) > 0);
        }
        return bytes.flip();
    }

    /** Of a variable-size integer, from its first byte. */
    private static int length(byte first) {
        expect(first != 0);
        return Integer.numberOfLeadingZeros(first & 0xff) - 23;
    }

    private static long number(ByteBuffer bytes, int at, int length, boolean withoutMarker) {
        long value = withoutMarker ? (bytes.get(at) & 0xffL) & ((1L << (8 - length)) - 1) : bytes.get(at) & 0xffL;
        for (int i = 1; i < length; i++) {
            value = (value << 8) | (bytes.get(at + i) & 0xff);
        }
        return value;
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("Matroska: malformed");
        }
    }
}
