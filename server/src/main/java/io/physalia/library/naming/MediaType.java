package io.physalia.library.naming;

import java.util.Locale;
import java.util.Set;

/** What a file holds, as its extension says. Some extensions belong to two types: the library decides. */
public enum MediaType {
    VIDEO(
            "3g2 3gp amv asf avi divx dv dvr-ms f4v flv m2t m2ts m2v m4v mk3d mkv mov mp4 mpe mpeg mpg mts mxf nsv nut nuv ogm ogv qt rec rm rmvb"
                    + " strm tp trp ts ty vob webm wmv wtv xvid iso img"),
    AUDIO(
            "3gp aa aac aax ac3 aif aifc aiff alac amr ape au awb dsf dts eac3 ec3 flac m4a m4b mka mod mp2 mp3 mpa mpc oga ogg opus ra rm s3m shn"
                    + " spx strm tak tta wav wma wv xm"),
    IMAGE("jpg jpeg png webp gif bmp tbn svg avif heic tif tiff"),
    SUBTITLE("ass mks sami smi srt ssa sub sup vtt"),
    LYRICS("lrc elrc txt"),
    BOOK("azw azw3 cb7 cbr cbt cbz epub mobi pdf"),
    NFO("nfo"),
    /** Whole discs in one file. They are films, too, but FFmpeg does not look inside. */
    DISC_IMAGE("iso img");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of's sets are.
    private final Set<String> extensions;

    MediaType(String extensions) {
        this.extensions = Set.of(extensions.split(" "));
    }

    /** Whether a file of this name is one; never a hidden file. */
    public boolean matches(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0
                && !fileName.startsWith(".")
                && extensions.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** The name without its extension; the whole name if it has none. */
    public static String base(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }
}
