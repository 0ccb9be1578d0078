package io.physalia.library.scan;

import io.physalia.library.Sidecar;
import io.physalia.library.naming.MediaType;
import io.physalia.library.naming.SidecarName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files in a directory that belong to films or songs in it: subtitles, sound, lyrics. */
final class Sidecars {
    private static final Map<String, String> CODECS = Map.ofEntries(
            Map.entry("srt", "subrip"),
            Map.entry("ass", "ass"),
            Map.entry("ssa", "ssa"),
            Map.entry("vtt", "webvtt"),
            Map.entry("sup", "hdmv_pgs_subtitle"),
            Map.entry("sub", "microdvd"),
            Map.entry("smi", "sami"),
            Map.entry("sami", "sami"),
            Map.entry("mp3", "mp3"),
            Map.entry("aac", "aac"),
            Map.entry("m4a", "aac"),
            Map.entry("ac3", "ac3"),
            Map.entry("eac3", "eac3"),
            Map.entry("dts", "dts"),
            Map.entry("flac", "flac"),
            Map.entry("opus", "opus"),
            Map.entry("lrc", "lrc"),
            Map.entry("elrc", "lrc"),
            Map.entry("txt", "text"));

    private final Map<String, List<Sidecar>> byBase = new HashMap<>();

    private Sidecars() {}

    /** Of films; a file belongs to the one with the longest name that it starts with. */
    static Sidecars ofFilms(Directory directory, Collection<FileEntry> films) {
        Sidecars sidecars = new Sidecars();
        Map<String, String> bases = bases(films);
        for (FileEntry file : directory.files()) {
            boolean isCandidate = MediaType.SUBTITLE.matches(file.name())
                    || (MediaType.AUDIO.matches(file.name()) && !MediaType.VIDEO.matches(file.name()));
            if (isCandidate) {
                sidecars.add(bases, file);
            }
        }
        return sidecars;
    }

    /** Of songs. */
    static Sidecars ofSongs(Directory directory, Collection<FileEntry> songs) {
        Sidecars sidecars = new Sidecars();
        Map<String, String> bases = bases(songs);
        for (FileEntry file : directory.files(MediaType.LYRICS)) {
            String base = MediaType.base(file.name()).toLowerCase(Locale.ROOT);
            if (bases.containsKey(base)) {
                sidecars.put(
                        base,
                        new Sidecar(
                                Sidecar.LYRIC, file.path(), codec(file), "", "", false, false, false, file.modified()));
            }
        }
        return sidecars;
    }

    List<Sidecar> of(FileEntry file) {
        return byBase.getOrDefault(MediaType.base(file.name()).toLowerCase(Locale.ROOT), List.of());
    }

    private static Map<String, String> bases(Collection<FileEntry> files) {
        Map<String, String> bases = new HashMap<>();
        for (FileEntry file : files) {
            String base = MediaType.base(file.name());
            bases.put(base.toLowerCase(Locale.ROOT), base);
        }
        return bases;
    }

    private void add(Map<String, String> bases, FileEntry file) {
        String key = MediaType.base(file.name()).toLowerCase(Locale.ROOT);
        while (!bases.containsKey(key)) {
            int dot = key.lastIndexOf('.');
            if (dot <= 0) {
                return;
            }
            key = key.substring(0, dot);
        }
        String base = key;
        SidecarName.find(base, file.name())
                .ifPresent(name -> put(
                        base,
                        new Sidecar(
                                name.type() == MediaType.AUDIO ? "Audio" : "Subtitle",
                                file.path(),
                                codec(file),
                                name.language(),
                                name.title(),
                                name.isDefault(),
                                name.isForced(),
                                name.isHearingImpaired(),
                                file.modified())));
    }

    private void put(String base, Sidecar sidecar) {
        byBase.computeIfAbsent(base, _ -> new ArrayList<>()).add(sidecar);
    }

    private static String codec(FileEntry file) {
        String name = file.name();
        return CODECS.getOrDefault(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), "");
    }
}
