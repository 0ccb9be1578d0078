package io.physalia.metadata.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A file format of pictures that is known by its first bytes. */
public enum ImageFormat {
    JPEG("jpg", "image/jpeg", "jpeg_pipe"),
    PNG("png", "image/png", "png_pipe"),
    WEBP("webp", "image/webp", "webp_pipe"),
    GIF("gif", "image/gif", "gif"),
    BMP("bmp", "image/bmp", "bmp_pipe"),
    SVG("svg", "image/svg+xml", "");

    private final String extension;
    private final String contentType;
    private final String demuxer;

    ImageFormat(String extension, String contentType, String demuxer) {
        this.extension = extension;
        this.contentType = contentType;
        this.demuxer = demuxer;
    }

    public String extension() {
        return extension;
    }

    public String contentType() {
        return contentType;
    }

    /** FFmpeg's name for what reads it; empty if FFmpeg does not. */
    String demuxer() {
        return demuxer;
    }

    /** By a name that clients use: {@code Jpg}, {@code Webp}, ... in any case. */
    public static Optional<ImageFormat> find(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(wanted)
                        || format.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
