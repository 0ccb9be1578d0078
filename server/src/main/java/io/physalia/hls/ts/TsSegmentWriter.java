package io.physalia.hls.ts;

import io.physalia.hls.Sample;
import io.physalia.hls.SegmentCutter.Part;
import io.physalia.hls.Track;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Writes media segments that any other run's segments can follow without a break of continuity: every segment begins with the tables,
 * and the counter of each stream runs from 0 to 15 within it, because the last PES packets are spread over so many transport
 * packets that their number is a multiple of sixteen. The tables' counters follow from the segment's index.
 *
 * <p>Thread-safe: without state.
 */
public final class TsSegmentWriter {
    private static final int COUNTER_CYCLE = 16;
    /** How far the clock runs ahead of decoding: what a receiver may buffer. */
    private static final long CLOCK_LEAD = 45_000;

    private static final int CLOCK_FIELD = 8;
    private static final int FLAGS_FIELD = 2;

    private final TsProgram program;

    public TsSegmentWriter(TsProgram program) {
        this.program = program;
    }

    /** @param parts one for each track of the program */
    public List<ByteBuffer> write(int index, List<Part> parts) {
        List<Unit> units = units(parts);
        for (int track = 0; track < parts.size(); track++) {
            fillCycle(units, track);
        }
        int packets = units.stream().mapToInt(unit -> unit.packets).sum();
        int tablePackets = tablePackets(program.pat()) + tablePackets(program.pmt());
        boolean clock = units.stream().anyMatch(unit -> unit.clock) || units.isEmpty();
        ByteBuffer out = ByteBuffer.allocate((packets + tablePackets + (clock ? 0 : 1)) * TsPackets.SIZE);
        table(out, TsPackets.PAT_PID, program.pat(), index);
        table(out, program.pmtPid(), program.pmt(), index);
        if (!clock) {
            clockPacket(out, units.getFirst().sample.dts());
        }
        int[] counters = new int[parts.size()];
        for (Unit unit : units) {
            counters[unit.track] = unit.write(out, counters[unit.track]);
        }
        return List.of(out.flip());
    }

    /** The stream that carries the clock has nothing in this segment: a packet without a payload, whose counter stands still, tells the time. */
    private void clockPacket(ByteBuffer out, long dts) {
        int end = out.position() + TsPackets.SIZE;
        out.put((byte) TsPackets.SYNC).putShort((short) program.pcrPid()).put((byte) (0x20 | (COUNTER_CYCLE - 1)));
        out.put((byte) (TsPackets.BODY - 1)).put((byte) 0x10);
        clock(out, dts);
        fill(out, end);
    }

    private static void clock(ByteBuffer out, long dts) {
        long base = Math.floorMod(dts - CLOCK_LEAD, TsPackets.WRAP);
        out.putInt((int) (base >> 1));
        // The lowest bit, six reserved bits, and an extension of 0 in nine.
        out.putShort((short) ((base & 1) << 15 | 0x7e00));
    }

    /** In decoding order over all tracks. */
    private List<Unit> units(List<Part> parts) {
        boolean hasVideo = parts.stream().anyMatch(part -> part.track().video());
        List<Unit> units = new ArrayList<>();
        for (int track = 0; track < parts.size(); track++) {
            Part part = parts.get(track);
            boolean first = true;
            for (Sample sample : part.samples()) {
                boolean random = part.track().video() ? sample.key() : first && !hasVideo;
                units.add(new Unit(
                        part.track(), track, sample, random, part.track().id() == program.pcrPid()));
                first = false;
            }
        }
        units.sort(Comparator.comparingLong(unit -> unit.sample.dts()));
        return units;
    }

    private static void fillCycle(List<Unit> units, int track) {
        int packets = units.stream()
                .filter(unit -> unit.track == track)
                .mapToInt(unit -> unit.packets)
                .sum();
        int missing = (COUNTER_CYCLE - packets % COUNTER_CYCLE) % COUNTER_CYCLE;
        for (int i = units.size() - 1; i >= 0 && missing > 0; i--) {
            Unit unit = units.get(i);
            if (unit.track == track) {
                // Each packet carries at least a byte: the counter stands still in packets without a payload.
                int more = Math.min(missing, unit.sample.size() - unit.packets);
                unit.packets += more;
                missing -= more;
            }
        }
    }

    private static int tablePackets(ByteBuffer section) {
        return Math.ceilDiv(1 + section.remaining(), TsPackets.BODY);
    }

    private static void table(ByteBuffer out, int pid, ByteBuffer section, int index) {
        int packets = tablePackets(section);
        ByteBuffer rest = section.duplicate();
        for (int i = 0; i < packets; i++) {
            int end = out.position() + TsPackets.SIZE;
            out.put((byte) TsPackets.SYNC).putShort((short) ((i == 0 ? 0x4000 : 0) | pid));
            out.put((byte) (0x10 | (index * packets + i) % COUNTER_CYCLE));
            if (i == 0) {
                out.put((byte) 0);
            }
            int length = Math.min(end - out.position(), rest.remaining());
            out.put(rest.slice(rest.position(), length));
            rest.position(rest.position() + length);
            fill(out, end);
        }
    }

    private static void fill(ByteBuffer out, int end) {
        byte[] stuffing = new byte[end - out.position()];
        Arrays.fill(stuffing, (byte) 0xff);
        out.put(stuffing);
    }

    /** A PES packet and the transport packets that it takes. */
    private static final class Unit {
        private final Track owner;
        private final int track;
        private final Sample sample;
        private final boolean random;
        private final boolean clock;
        private int packets;

        Unit(Track owner, int track, Sample sample, boolean random, boolean clock) {
            this.owner = owner;
            this.track = track;
            this.sample = sample;
            this.random = random;
            this.clock = clock;
            int beyondFirst = sample.size() - (TsPackets.BODY - firstField());
            this.packets = 1 + Math.max(0, Math.ceilDiv(beyondFirst, TsPackets.BODY));
        }

        /** Size of what the first packet's adaptation field must hold. */
        private int firstField() {
            return clock ? CLOCK_FIELD : random ? FLAGS_FIELD : 0;
        }

        int write(ByteBuffer out, int firstCounter) {
            int counter = firstCounter;
            ByteBuffer rest = sample.data();
            for (int i = 0; i < packets; i++) {
                int field = i == 0 ? firstField() : 0;
                int payload = Math.min(TsPackets.BODY - field, rest.remaining() - (packets - i - 1));
                field = TsPackets.BODY - payload;
                out.put((byte) TsPackets.SYNC);
                out.putShort((short) ((i == 0 ? 0x4000 : 0) | owner.id()));
                out.put((byte) ((field > 0 ? 0x30 : 0x10) | counter));
                if (field > 0) {
                    adaptationField(out, field, i == 0);
                }
                out.put(rest.slice(rest.position(), payload));
                rest.position(rest.position() + payload);
                counter = (counter + 1) % COUNTER_CYCLE;
            }
            return counter;
        }

        private void adaptationField(ByteBuffer out, int size, boolean first) {
            int end = out.position() + size;
            out.put((byte) (size - 1));
            if (size == 1) {
                return;
            }
            out.put((byte) (first ? (random ? 0x40 : 0) | (clock ? 0x10 : 0) : 0));
            if (first && clock) {
                clock(out, sample.dts());
            }
            fill(out, end);
        }
    }
}
