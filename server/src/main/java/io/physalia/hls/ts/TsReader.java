package io.physalia.hls.ts;

import io.physalia.hls.Sample;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PES packets of a transport stream with one program, and counts breaks of continuity. Each {@link Sample}'s bytes are the
 * whole PES packet, header included; timestamps are unwrapped. Not thread-safe.
 */
public final class TsReader {
    private final InputStream stream;
    private final byte[] packet = new byte[TsPackets.SIZE];
    private final ByteBuffer view = ByteBuffer.wrap(packet);
    private final Map<Integer, Assembly> assemblies = new HashMap<>();
    private final Map<Integer, Integer> counters = new HashMap<>();
    private final ArrayDeque<Sample> ready = new ArrayDeque<>();
    private final long reference;
    private @Nullable ByteBuffer pat;
    private int pmtPid = -1;
    private @Nullable TsProgram program;
    private int continuityErrors;
    private boolean ended;

    /** @param reference a time near the first timestamp, to unwrap it; ticks of 90 kHz */
    public TsReader(InputStream stream, long reference) {
        this.stream = stream;
        this.reference = reference;
    }

    /** The next frame in the order in which they are finished; empty at the end of the stream. */
    public Optional<Sample> read() throws IOException {
        while (ready.isEmpty() && !ended) {
            if (readPacket()) {
                consume();
            } else {
                ended = true;
                for (Assembly assembly : assemblies.values()) {
                    assembly.finish();
                }
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    /** The program; empty before its tables have been read. */
    public Optional<TsProgram> program() {
        return Optional.ofNullable(program);
    }

    /** How often a continuity counter was not the one expected (section 2.4.3.3). */
    public int continuityErrors() {
        return continuityErrors;
    }

    private boolean readPacket() throws IOException {
        int read = stream.readNBytes(packet, 0, TsPackets.SIZE);
        if (read < TsPackets.SIZE) {
            // The writer was killed in the middle of a packet; what it had finished before counts.
            return false;
        }
        if ((packet[0] & 0xff) != TsPackets.SYNC) {
            throw new EOFException("transport stream: no sync byte at the start of a packet");
        }
        return true;
    }

    private void consume() throws IOException {
        int pid = view.getShort(1) & 0x1fff;
        boolean starts = (packet[1] & 0x40) != 0;
        int control = packet[3] >> 4 & 3;
        int start = 4;
        boolean randomAccess = false;
        if ((control & 2) != 0) {
            int length = packet[4] & 0xff;
            randomAccess = length > 0 && (packet[5] & 0x40) != 0;
            start += 1 + length;
        }
        if ((control & 1) == 0 || start >= TsPackets.SIZE) {
            return;
        }
        count(pid, packet[3] & 15);
        Assembly assembly = assemblies.get(pid);
        if (assembly == null) {
            assembly = assemblyFor(pid);
            if (assembly == null) {
                return;
            }
            assemblies.put(pid, assembly);
        }
        assembly.take(start, starts, randomAccess);
    }

    private @Nullable Assembly assemblyFor(int pid) {
        if (pid == TsPackets.PAT_PID || pid == pmtPid) {
            return new Section(pid);
        }
        int track = program == null ? -1 : program.trackOf(pid);
        return track < 0 ? null : new Pes(track);
    }

    private void count(int pid, int counter) {
        Integer before = counters.put(pid, counter);
        if (before != null && counter != (before + 1 & 15)) {
            continuityErrors++;
        }
    }

    private void table(int pid, ByteBuffer section) {
        if (pid == TsPackets.PAT_PID) {
            pat = section;
            pmtPid = TsProgram.pmtPid(section);
        } else if (program == null && pat != null) {
            program = TsProgram.parse(pat, pmtPid, section);
        }
    }

    /** Something put together from the payloads of one PID. */
    private interface Assembly {
        void take(int start, boolean starts, boolean randomAccess) throws IOException;

        void finish() throws IOException;
    }

    private final class Section implements Assembly {
        private final int pid;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Section(int pid) {
            this.pid = pid;
        }

        @Override
        public void take(int start, boolean starts, boolean randomAccess) {
            int from = start;
            if (starts) {
                bytes.reset();
                from += 1 + (packet[start] & 0xff);
            }
            if (from < TsPackets.SIZE) {
                bytes.write(packet, from, TsPackets.SIZE - from);
            }
            ByteBuffer section = ByteBuffer.wrap(bytes.toByteArray());
            if (section.remaining() >= 3) {
                int length = 3 + (section.getShort(1) & 0x0fff);
                if (section.remaining() >= length) {
                    table(pid, section.slice(0, length));
                    bytes.reset();
                }
            }
        }

        @Override
        public void finish() {}
    }

    private final class Pes implements Assembly {
        private static final int HEADER = 6;

        private final int track;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        private boolean key;
        private boolean open;
        private int wholeSize;
        private long lastDts = reference;

        Pes(int track) {
            this.track = track;
        }

        @Override
        public void take(int start, boolean starts, boolean randomAccess) throws IOException {
            if (starts) {
                finish();
                open = true;
                key = randomAccess;
                int stated = start + HEADER <= TsPackets.SIZE ? view.getShort(start + 4) & 0xffff : 0;
                wholeSize = stated == 0 ? Integer.MAX_VALUE : HEADER + stated;
            }
            if (open) {
                bytes.write(packet, start, TsPackets.SIZE - start);
                // A PES packet that states its length need not wait for the next one to begin.
                if (bytes.size() >= wholeSize) {
                    finish();
                }
            }
        }

        @Override
        public void finish() throws IOException {
            if (!open) {
                return;
            }
            open = false;
            ByteBuffer pes = ByteBuffer.wrap(bytes.toByteArray());
            bytes.reset();
            if (!TsPackets.hasPts(pes)) {
                if (ended) {
                    // The writer was killed before it had written more than this.
                    return;
                }
                throw new IOException("transport stream: a PES packet without a timestamp");
            }
            long ptsBits = TsPackets.readTimestamp(pes, TsPackets.PTS_AT);
            long dts = TsPackets.unwrap(
                    TsPackets.hasDts(pes) ? TsPackets.readTimestamp(pes, TsPackets.DTS_AT) : ptsBits, lastDts);
            lastDts = dts;
            ready.add(new Sample(track, TsPackets.unwrap(ptsBits, dts), dts, 0, key, pes));
        }
    }
}
