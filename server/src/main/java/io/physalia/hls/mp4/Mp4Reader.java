package io.physalia.hls.mp4;

import io.physalia.hls.Sample;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the samples of a fragmented MP4 stream: an init section, then fragments whose data offsets count from the fragment
 * ({@code default-base-is-moof}). Not thread-safe.
 */
public final class Mp4Reader {
    /** More than any init section or fragment header of a sane stream; keeps a broken one from taking all memory. */
    private static final int LARGEST_HEADER = 64 << 20;

    private static final int LARGEST_DATA = 1 << 30;
    private static final int NOT_SYNC = 0x10000;

    private final DataInputStream stream;
    private final ArrayDeque<Sample> ready = new ArrayDeque<>();
    private final ByteArrayOutputStream initBytes = new ByteArrayOutputStream();
    private @Nullable Mp4Init init;
    private List<Planned> planned = List.of();
    private int fragmentSize;

    public Mp4Reader(InputStream stream) {
        this.stream = new DataInputStream(stream);
    }

    /** A stream that continues one whose init section is known: media segments. */
    public Mp4Reader(InputStream stream, Mp4Init init) {
        this(stream);
        this.init = init;
    }

    /** The next sample in the order of the stream, within a fragment by decoding time; empty at the end of the stream. */
    public Optional<Sample> read() throws IOException {
        while (ready.isEmpty()) {
            try {
                if (!readBox()) {
                    return Optional.empty();
                }
            } catch (EOFException _) {
                // The writer was killed in the middle of a box; what it had finished before counts.
                return Optional.empty();
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException("MP4: malformed stream", e);
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    /** The init section; empty before it has been read. */
    public Optional<Mp4Init> init() {
        return Optional.ofNullable(init);
    }

    private boolean readBox() throws IOException {
        int first = stream.read();
        if (first < 0) {
            return false;
        }
        byte[] header = new byte[Box.HEADER];
        header[0] = (byte) first;
        stream.readFully(header, 1, Box.HEADER - 1);
        long size = ByteBuffer.wrap(header).getInt() & 0xffffffffL;
        String type = Box.name(ByteBuffer.wrap(header).getInt(4));
        int headerSize = Box.HEADER;
        if (size == 1) {
            size = stream.readLong();
            headerSize += 8;
        }
        long content = size - headerSize;
        int largest = type.equals("mdat") ? LARGEST_DATA : LARGEST_HEADER;
        if (content < 0 || content > largest) {
            throw new IOException("MP4: a box \"" + type + "\" of " + size + " bytes");
        }
        byte[] bytes = new byte[(int) content];
        stream.readFully(bytes);
        take(type, header, bytes, headerSize);
        return true;
    }

    private void take(String type, byte[] header, byte[] bytes, int headerSize) throws IOException {
        switch (type) {
            case "ftyp", "moov" -> {
                initBytes.writeBytes(header);
                initBytes.writeBytes(bytes);
                if (type.equals("moov")) {
                    init = Mp4Init.parse(ByteBuffer.wrap(initBytes.toByteArray()));
                }
            }
            case "moof" -> {
                fragmentSize = bytes.length + headerSize;
                planned = plan(new Box(type, ByteBuffer.wrap(bytes)));
            }
            case "mdat" -> {
                ByteBuffer data = ByteBuffer.wrap(bytes);
                for (Planned each : planned) {
                    ready.add(each.sample(data.slice(each.offset - fragmentSize - headerSize, each.size)));
                }
                planned = List.of();
            }
            default -> {
                // Indexes and free space say nothing that is needed.
            }
        }
    }

    private List<Planned> plan(Box fragment) throws IOException {
        Mp4Init known = init;
        if (known == null) {
            throw new IOException("MP4: a fragment before the init section");
        }
        List<Planned> samples = new ArrayList<>();
        int offset = fragmentSize;
        for (Box box : fragment.children()) {
            if (box.type().equals("traf")) {
                TrackFragment track = TrackFragment.of(box, known);
                for (Box run : box.children()) {
                    if (run.type().equals("trun")) {
                        offset = track.addRun(run, offset, samples);
                    }
                }
            }
        }
        samples.sort(Comparator.comparingDouble(
                each -> (double) each.dts / known.tracks().get(each.track).timescale()));
        return samples;
    }

    /** A sample whose bytes are still to come. */
    private record Planned(int track, long pts, long dts, int duration, boolean key, int offset, int size) {
        Sample sample(ByteBuffer data) {
            return new Sample(track, pts, dts, duration, key, data);
        }
    }

    /** One {@code traf}: what holds for its samples (section 8.8.7), and where in time the next one lies. */
    private static final class TrackFragment {
        private final int track;
        private final Mp4Init.Defaults defaults;
        private long dts;

        private TrackFragment(int track, Mp4Init.Defaults defaults, long dts) {
            this.track = track;
            this.defaults = defaults;
            this.dts = dts;
        }

        static TrackFragment of(Box traf, Mp4Init init) {
            Box header = traf.get("tfhd");
            ByteBuffer content = header.content();
            int id = content.getInt(4);
            int at = 8 + ((header.flags() & 0x01) != 0 ? 8 : 0) + ((header.flags() & 0x02) != 0 ? 4 : 0);
            Mp4Init.Defaults base = init.defaults().getOrDefault(id, new Mp4Init.Defaults(0, 0, 0));
            int duration = base.duration();
            int size = base.size();
            int flags = base.flags();
            if ((header.flags() & 0x08) != 0) {
                duration = content.getInt(at);
                at += 4;
            }
            if ((header.flags() & 0x10) != 0) {
                size = content.getInt(at);
                at += 4;
            }
            if ((header.flags() & 0x20) != 0) {
                flags = content.getInt(at);
            }
            Box time = traf.get("tfdt");
            long dts = time.version() == 1
                    ? time.content().getLong(4)
                    : time.content().getInt(4) & 0xffffffffL;
            return new TrackFragment(init.trackOf(id), new Mp4Init.Defaults(duration, size, flags), dts);
        }

        /** Reads a track run (section 8.8.8); answers where the data of the next one starts if it does not say. */
        int addRun(Box run, int startOffset, List<Planned> samples) {
            ByteBuffer content = run.content().duplicate();
            int present = run.flags();
            content.position(4);
            int count = content.getInt();
            int offset = (present & 0x01) != 0 ? content.getInt() : startOffset;
            int firstFlags = (present & 0x04) != 0 ? content.getInt() : defaults.flags();
            for (int i = 0; i < count; i++) {
                int duration = (present & 0x100) != 0 ? content.getInt() : defaults.duration();
                int size = (present & 0x200) != 0 ? content.getInt() : defaults.size();
                int flags = (present & 0x400) != 0 ? content.getInt() : i == 0 ? firstFlags : defaults.flags();
                int composition = (present & 0x800) != 0 ? content.getInt() : 0;
                boolean key = (flags & NOT_SYNC) == 0;
                samples.add(new Planned(track, dts + composition, dts, duration, key, offset, size));
                offset += size;
                dts += duration;
            }
            return offset;
        }
    }
}
