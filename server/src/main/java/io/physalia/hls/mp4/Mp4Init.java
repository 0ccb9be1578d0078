package io.physalia.hls.mp4;

import io.physalia.hls.Track;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The init section (RFC 8216 section 3.3): the file type and movie boxes, kept byte for byte.
 *
 * @param bytes as they were read
 * @param tracks in the order of the movie box
 * @param defaults what holds for samples of a track unless a fragment says otherwise, by track id
 */
public record Mp4Init(ByteBuffer bytes, List<Track> tracks, Map<Integer, Defaults> defaults) {
    public Mp4Init {
        tracks = List.copyOf(tracks);
        defaults = Map.copyOf(defaults);
    }

    /** What a sample has if nothing is said about it. */
    record Defaults(int duration, int size, int flags) {}

    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** @param bytes the file type box and the movie box */
    static Mp4Init parse(ByteBuffer bytes) {
        List<Track> tracks = new ArrayList<>();
        Map<Integer, Defaults> defaults = new HashMap<>();
        Box movie = new Box("file", bytes).get("moov");
        for (Box box : movie.children()) {
            if (box.type().equals("trak")) {
                tracks.add(track(box));
            } else if (box.type().equals("mvex")) {
                for (Box each : box.children()) {
                    if (each.type().equals("trex")) {
                        ByteBuffer content = each.content();
                        defaults.put(
                                content.getInt(4),
                                new Defaults(content.getInt(12), content.getInt(16), content.getInt(20)));
                    }
                }
            }
        }
        return new Mp4Init(bytes, tracks, defaults);
    }

    /** How each track is coded, in their order. */
    public List<SampleEntry> entries() {
        List<SampleEntry> entries = new ArrayList<>();
        for (Box box : new Box("file", bytes).get("moov").children()) {
            if (box.type().equals("trak")) {
                entries.add(SampleEntry.parse(box, tracks.get(entries.size()).video()));
            }
        }
        return entries;
    }

    private static Track track(Box trak) {
        Box header = trak.get("tkhd");
        int id = header.content().getInt(header.version() == 1 ? 20 : 12);
        Box media = trak.get("mdia");
        Box mediaHeader = media.get("mdhd");
        int timescale = mediaHeader.content().getInt(mediaHeader.version() == 1 ? 20 : 12);
        String handler = Box.name(media.get("hdlr").content().getInt(8));
        return new Track(id, handler.equals("vide"), timescale);
    }

    int trackOf(int id) {
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).id() == id) {
                return i;
            }
        }
        throw new IllegalArgumentException("MP4: a fragment of the unknown track " + id);
    }
}
