package io.physalia.subtitle.draw;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The fonts that text is drawn with: the bundled one first, so that a text lies in the same place whatever pod draws it; for characters that it lacks, those of the
 * operator's directory of fallback fonts, then the system's. Fonts that films bring are not opened: they are programs of strangers, and this process is not theirs.
 * Thread-safe.
 */
public final class FontShelf {
    private static final System.Logger LOG = System.getLogger(FontShelf.class.getName());
    private static final String ROOT = "/net/sf/jasperreports/fonts/dejavu/";
    private static final List<String> BUNDLED =
            List.of("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf");

    /** Where Java is told what the system's fonts are. It asks fontconfig otherwise, and draws nothing where that is missing. */
    private static final String CONFIGURATION = "sun.awt.fontconfig";

    private static final List<Path> SYSTEM = List.of(Path.of("/usr/share/fonts"), Path.of("/usr/local/share/fonts"));
    private static final int DEEPEST = 6;
    private static final int MOST_FILES = 500;

    static {
        // Before anything is painted: there is no screen here, even where DISPLAY says so.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final Path directory;
    private final Supplier<List<Path>> fallback;
    private List<Font> own = List.of();
    private List<Path> others = List.of();
    private final List<Font> opened = new ArrayList<>();
    private int tried;

    /**
     * @param directory where the bundled fonts are unpacked; created if missing
     * @param fallback files of fonts for what the bundled ones lack, asked once
     */
    public FontShelf(Path directory, Supplier<List<Path>> fallback) {
        this.directory = directory;
        this.fallback = fallback;
    }

    /**
     * The font for a text's first character.
     *
     * @return one that can show it; the bundled font, which shows an empty box, if there is none
     */
    synchronized Font get(boolean bold, boolean italic, int character) {
        open();
        Font usual = own.get((bold ? 1 : 0) + (italic ? 2 : 0));
        if (usual.canDisplay(character)) {
            return usual;
        }
        int style = (bold ? Font.BOLD : 0) | (italic ? Font.ITALIC : 0);
        for (int i = 0; i < opened.size() || openNext(); i++) {
            if (opened.get(i).canDisplay(character)) {
                return opened.get(i).deriveFont(style);
            }
        }
        return usual;
    }

    /** Opens the bundled fonts, if that has not been done: before Java looks for any of its own. */
    synchronized void open() {
        if (!own.isEmpty()) {
            return;
        }
        unpack();
        own = BUNDLED.stream()
                .map(name -> read(directory.resolve(name))
                        .orElseThrow(() -> new IllegalStateException("the bundled font " + name + " is broken")))
                .toList();
        others = Stream.concat(fallback.get().stream(), SYSTEM.stream().flatMap(FontShelf::files))
                .toList();
    }

    /** Whether one more font is open. */
    private boolean openNext() {
        while (tried < others.size()) {
            var font = read(others.get(tried++));
            if (font.isPresent()) {
                opened.add(font.get());
                return true;
            }
        }
        return false;
    }

    private static java.util.Optional<Font> read(Path file) {
        try {
            return java.util.Optional.of(Font.createFont(Font.TRUETYPE_FONT, file.toFile()));
        } catch (FontFormatException | IOException e) {
            LOG.log(Level.INFO, "{0} is no font that can be used: {1}", file, e.getMessage());
            return java.util.Optional.empty();
        }
    }

    private static Stream<Path> files(Path root) {
        try (Stream<Path> all = Files.walk(root, DEEPEST)) {
            return all
                    .filter(file -> {
                        String name = file.toString().toLowerCase(Locale.ROOT);
                        return name.endsWith(".ttf") || name.endsWith(".otf") || name.endsWith(".ttc");
                    })
                    .sorted()
                    .limit(MOST_FILES)
                    .toList()
                    .stream();
        } catch (IOException | UncheckedIOException _) {
            return Stream.empty();
        }
    }

    private void unpack() {
        try {
            Files.createDirectories(directory);
            for (String name : BUNDLED) {
                if (!Files.exists(directory.resolve(name))) {
                    unpack(name);
                }
            }
            if (System.getProperty(CONFIGURATION) == null) {
                Path file = directory.resolve("fonts.properties");
                publish(
                        file,
                        "version=1\nsequence.allfonts=own\nallfonts.own=own\nfilename.own="
                                + directory
                                        .resolve(BUNDLED.getFirst())
                                        .toAbsolutePath()
                                        .toString()
                                        .replace("\\", "\\\\")
                                + "\n");
                System.setProperty(CONFIGURATION, file.toAbsolutePath().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled fonts cannot be unpacked into " + directory, e);
        }
    }

    private void unpack(String name) throws IOException {
        try (InputStream font = FontShelf.class.getResourceAsStream(ROOT + name)) {
            if (font == null) {
                throw new IOException(name + " is not on the class path");
            }
            Path fresh = Files.createTempFile(directory, "font-", ".part");
            Files.copy(font, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void publish(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(directory, "font-", ".part");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
