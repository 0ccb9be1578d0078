package io.physalia.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the keyframes' times of an MP4 file from its sample tables (ISO/IEC 14496-12), one read however long the film is.
 * Everything unexpected (fragments, intricate edit lists) makes it give up: the packets tell the same, only slower.
 */
final class Mp4Index {
    private static final int LARGEST = 256 << 20;
    private static final int HEADER = 8;

    private Mp4Index() {}

    /**
     * @param streamIndex which track, from 0
     * @return nanoseconds of raw time, rising; empty: the file has no index, or none that is understood
     */
    static Optional<long[]> read(FileChannel file, int streamIndex) {
        try {
            ByteBuffer movie = movie(file);
            int timescale = child(movie, "mvhd").getInt(version(child(movie, "mvhd")) == 1 ? 20 : 12);
            expect(children(movie, "mvex").isEmpty());
            return keyframes(children(movie, "trak").get(streamIndex), timescale);
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static ByteBuffer movie(FileChannel file) throws IOException {
        long at = 0;
        while (at + HEADER <= file.size()) {
            ByteBuffer header = bytes(file, at, (int) Math.min(16, file.size() - at));
            long size = header.getInt(0) & 0xffffffffL;
            int headerSize = HEADER;
            if (size == 1) {
                size = header.getLong(8);
                headerSize = 16;
            } else if (size == 0) {
                size = file.size() - at;
            }
            expect(size >= headerSize);
            if (header.getInt(4) == type("moov")) {
                expect(size <= LARGEST);
                return bytes(file, at + headerSize, (int) (size - headerSize));
            }
            at += size;
        }
        throw new IllegalArgumentException("MP4: no movie box");
    }

    private static Optional<long[]> keyframes(ByteBuffer track, int movieTimescale) {
        ByteBuffer media = child(track, "mdia");
        expect(child(media, "hdlr").getInt(8) == type("vide"));
        ByteBuffer header = child(media, "mdhd");
        long timescale = header.getInt(version(header) == 1 ? 20 : 12);
        ByteBuffer table = child(child(media, "minf"), "stbl");
        List<ByteBuffer> sync = children(table, "stss");
        if (sync.isEmpty() || timescale < 1) {
            return Optional.empty();
        }
        long shift = shift(track, timescale, movieTimescale);
        Durations durations = new Durations(child(table, "stts"));
        List<ByteBuffer> offsetTable = children(table, "ctts");
        Optional<Durations> offsets =
                offsetTable.isEmpty() ? Optional.empty() : Optional.of(new Durations(offsetTable.getFirst()));
        long[] times = new long[sync.getFirst().getInt(4)];
        for (int i = 0; i < times.length; i++) {
            int sample = sync.getFirst().getInt(8 + 4 * i) - 1;
            long dts = durations.sumBefore(sample);
            long ticks = dts + offsets.map(each -> (long) each.valueAt(sample)).orElse(0L) + shift;
            times[i] = Math.floorDiv(ticks, timescale) * 1_000_000_000L
                    + Math.floorMod(ticks, timescale) * 1_000_000_000L / timescale;
        }
        java.util.Arrays.sort(times);
        return times.length == 0 ? Optional.empty() : Optional.of(times);
    }

    /** What the edit list adds to media times: a leading empty edit delays, the first real one says where the media begins. */
    private static long shift(ByteBuffer track, long timescale, int movieTimescale) {
        List<ByteBuffer> edits = children(track, "edts");
        if (edits.isEmpty() || children(edits.getFirst(), "elst").isEmpty()) {
            return 0;
        }
        ByteBuffer list = child(edits.getFirst(), "elst");
        boolean wide = version(list) == 1;
        int count = list.getInt(4);
        long shift = 0;
        int at = 8;
        for (int i = 0; i < count; i++) {
            long duration = wide ? list.getLong(at) : list.getInt(at) & 0xffffffffL;
            long start = wide ? list.getLong(at + 8) : list.getInt(at + 4);
            at += wide ? 20 : 12;
            if (start < 0 && i == 0) {
                shift += Math.round((double) duration * timescale / movieTimescale);
            } else {
                expect(start >= 0 && i == count - 1);
                shift -= start;
            }
        }
        return shift;
    }

    /** A table of runs: so many samples, each with this value. Asked for rising samples only. */
    private static final class Durations {
        private final ByteBuffer table;
        private final int runs;
        private int run;
        private long firstOfRun;
        private long sumBeforeRun;

        Durations(ByteBuffer table) {
            this.table = table;
            this.runs = table.getInt(4);
        }

        private void advanceTo(int sample) {
            while (run < runs - 1 && sample >= firstOfRun + count(run)) {
                firstOfRun += count(run);
                sumBeforeRun += count(run) * table.getInt(12 + 8 * run);
                run++;
            }
        }

        private long count(int number) {
            return table.getInt(8 + 8 * number) & 0xffffffffL;
        }

        long sumBefore(int sample) {
            advanceTo(sample);
            return sumBeforeRun + (sample - firstOfRun) * table.getInt(12 + 8 * run);
        }

        int valueAt(int sample) {
            advanceTo(sample);
            return table.getInt(12 + 8 * run);
        }
    }

    private static int version(ByteBuffer fullBox) {
        return fullBox.get(0);
    }

    private static ByteBuffer child(ByteBuffer parent, String name) {
        return children(parent, name).getFirst();
    }

    private static List<ByteBuffer> children(ByteBuffer parent, String name) {
        List<ByteBuffer> found = new ArrayList<>();
        int at = 0;
        while (at + HEADER <= parent.limit()) {
            int size = parent.getInt(at);
            expect(size >= HEADER && size <= parent.limit() - at);
            if (parent.getInt(at + 4) == type(name)) {
                found.add(parent.slice(at + HEADER, size - HEADER));
            }
            at += size;
        }
        return found;
    }

    private static int type(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }

    private static ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            expect(file.read(bytes, at + bytes.position()) > 0);
        }
        return bytes.flip();
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("MP4: malformed");
        }
    }
}
