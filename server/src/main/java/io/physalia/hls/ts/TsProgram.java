package io.physalia.hls.ts;

import io.physalia.hls.SegmentPlan;
import io.physalia.hls.Track;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The one program of a stream, as its tables (PAT and PMT) describe it.
 *
 * @param pat the section as it was read, with its checksum
 * @param pmt likewise
 * @param pcrPid which stream carries the clock
 * @param tracks the elementary streams in the order of the PMT
 */
public record TsProgram(ByteBuffer pat, int pmtPid, ByteBuffer pmt, int pcrPid, List<Track> tracks) {
    public TsProgram {
        tracks = List.copyOf(tracks);
    }

    /** The PID of the first program's PMT; -1 if there is none. */
    static int pmtPid(ByteBuffer pat) {
        int end = sectionEnd(pat);
        for (int at = 8; at + 4 <= end; at += 4) {
            int program = pat.getShort(at) & 0xffff;
            if (program != 0) {
                return pat.getShort(at + 2) & 0x1fff;
            }
        }
        return -1;
    }

    static TsProgram parse(ByteBuffer pat, int pmtPid, ByteBuffer pmt) {
        int end = sectionEnd(pmt);
        List<Track> tracks = new ArrayList<>();
        int at = 12 + (pmt.getShort(10) & 0x0fff);
        while (at + 5 <= end) {
            int type = pmt.get(at) & 0xff;
            int pid = pmt.getShort(at + 1) & 0x1fff;
            tracks.add(new Track(pid, isVideo(type), SegmentPlan.TICKS));
            at += 5 + (pmt.getShort(at + 3) & 0x0fff);
        }
        return new TsProgram(pat, pmtPid, pmt, pmt.getShort(8) & 0x1fff, tracks);
    }

    /** The first part of each stream's RFC 6381 name, in the order of the tracks; {@code ?} where the type does not tell. */
    public List<String> codecs() {
        int end = sectionEnd(pmt);
        List<String> codecs = new ArrayList<>();
        int at = 12 + (pmt.getShort(10) & 0x0fff);
        while (at + 5 <= end) {
            codecs.add(
                    switch (pmt.get(at) & 0xff) {
                        case 0x1b -> "avc1";
                        case 0x24 -> "hvc1";
                        case 0x03, 0x04, 0x0f, 0x11 -> "mp4a";
                        case 0x81 -> "ac-3";
                        case 0x87 -> "ec-3";
                        default -> "?";
                    });
            at += 5 + (pmt.getShort(at + 3) & 0x0fff);
        }
        return List.copyOf(codecs);
    }

    private static int sectionEnd(ByteBuffer section) {
        return 3 + (section.getShort(1) & 0x0fff) - 4;
    }

    /** MPEG-1, MPEG-2, MPEG-4 part 2, AVC, HEVC, VVC, VC-1. */
    private static boolean isVideo(int streamType) {
        return switch (streamType) {
            case 0x01, 0x02, 0x10, 0x1b, 0x24, 0x33, 0xea -> true;
            default -> false;
        };
    }

    int trackOf(int pid) {
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).id() == pid) {
                return i;
            }
        }
        return -1;
    }
}
