package io.physalia.hls.audit;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A master playlist (RFC 8216 section 4.3.4), read, and what is wrong with it.
 *
 * @param variants in their order
 * @param renditions all of EXT-X-MEDIA
 * @param problems what breaks the specification, a sentence each; empty if nothing does
 */
public record MasterPlaylistAudit(List<Variant> variants, List<Rendition> renditions, List<String> problems) {

    /**
     * What is said of a variant stream.
     *
     * @param bandwidthBps 0: not said
     * @param averageBps 0: not said
     * @param codecs RFC 6381 names; empty: not said
     * @param width 0: not said
     * @param frameRate 0: not said
     * @param captions empty: not said
     */
    public record Variant(
            URI uri,
            long bandwidthBps,
            long averageBps,
            List<String> codecs,
            int width,
            int height,
            double frameRate,
            Optional<String> subtitles,
            Optional<String> audio,
            Optional<Captions> captions) {
        public Variant {
            codecs = List.copyOf(codecs);
        }
    }

    /**
     * What is said of closed captions within a variant's segments.
     *
     * @param group empty: there are none
     */
    public record Captions(Optional<String> group) {}

    /** @param uri empty: within the variant's own segments */
    public record Rendition(
            String type, String group, String name, boolean isDefault, boolean autoSelect, Optional<URI> uri) {}

    public MasterPlaylistAudit {
        variants = List.copyOf(variants);
        renditions = List.copyOf(renditions);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a playlist.
     *
     * @param base where it came from
     */
    public static MasterPlaylistAudit of(String text, URI base) {
        Reader reader = new Reader(base);
        List<String> lines = text.lines().map(String::strip).toList();
        if (lines.isEmpty() || !lines.getFirst().equals("#EXTM3U")) {
            reader.problems.add("the first line is not #EXTM3U (section 4.3.1.1)");
        }
        for (String line : lines) {
            try {
                reader.line(line);
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
                reader.problems.add("cannot be read: " + line);
            }
        }
        reader.judge();
        return new MasterPlaylistAudit(reader.variants, reader.renditions, reader.problems);
    }

    private static final class Reader {
        private static final String STREAM = "#EXT-X-STREAM-INF:";
        private static final String MEDIA = "#EXT-X-MEDIA:";
        private static final String CAPTIONS = "CLOSED-CAPTIONS";
        private static final Pattern CHANNEL = Pattern.compile("CC[1-4]|SERVICE([1-9]|[1-5][0-9]|6[0-3])");

        private final URI base;
        private final List<Variant> variants = new ArrayList<>();
        private final List<Rendition> renditions = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private Optional<AttributeList> pending = Optional.empty();

        Reader(URI base) {
            this.base = base;
        }

        void line(String line) {
            if (pending.isPresent() && (line.isEmpty() || line.startsWith("#"))) {
                problems.add("no URI right behind an EXT-X-STREAM-INF (section 4.3.4.2)");
                pending = Optional.empty();
            }
            if (line.startsWith(STREAM)) {
                pending = Optional.of(AttributeList.parse(line.substring(STREAM.length()), problems));
            } else if (line.startsWith(MEDIA)) {
                rendition(AttributeList.parse(line.substring(MEDIA.length()), problems));
            } else if (line.startsWith("#EXTINF") || line.startsWith("#EXT-X-TARGETDURATION")) {
                problems.add("a media playlist's tag in a master playlist (section 4.1)");
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                if (pending.isEmpty()) {
                    problems.add("no EXT-X-STREAM-INF before " + line);
                }
                pending.ifPresent(attributes -> variant(attributes, line));
                pending = Optional.empty();
            }
        }

        private void variant(AttributeList attributes, String line) {
            if (attributes.find("BANDWIDTH").isEmpty()) {
                problems.add("a variant without BANDWIDTH (section 4.3.4.2)");
            }
            String[] size = attributes.find("RESOLUTION").orElse("0x0").split("x", 2);
            List<String> codecs = attributes
                    .findQuoted("CODECS", problems)
                    .map(text -> List.of(text.split(",", -1)))
                    .orElse(List.of());
            if (codecs.stream().anyMatch(String::isBlank)) {
                problems.add("CODECS names nothing (section 4.3.4.2)");
            }
            variants.add(new Variant(
                    base.resolve(line),
                    number(attributes, "BANDWIDTH"),
                    number(attributes, "AVERAGE-BANDWIDTH"),
                    codecs,
                    Integer.parseInt(size[0]),
                    Integer.parseInt(size[1]),
                    Double.parseDouble(attributes.find("FRAME-RATE").orElse("0")),
                    attributes.findQuoted("SUBTITLES", problems),
                    attributes.findQuoted("AUDIO", problems),
                    captions(attributes)));
        }

        private Optional<Captions> captions(AttributeList attributes) {
            boolean none = !attributes.isQuoted(CAPTIONS)
                    && attributes.find(CAPTIONS).filter("NONE"::equals).isPresent();
            return none
                    ? Optional.of(new Captions(Optional.empty()))
                    : attributes.findQuoted(CAPTIONS, problems).map(group -> new Captions(Optional.of(group)));
        }

        private static long number(AttributeList attributes, String name) {
            return Long.parseLong(attributes.find(name).orElse("0"));
        }

        private void rendition(AttributeList attributes) {
            String type = attributes.find("TYPE").orElse("");
            Optional<String> group = attributes.findQuoted("GROUP-ID", problems);
            Optional<String> name = attributes.findQuoted("NAME", problems);
            Optional<URI> uri = attributes.findQuoted("URI", problems).map(base::resolve);
            if (!Set.of("AUDIO", "VIDEO", "SUBTITLES", CAPTIONS).contains(type) || group.isEmpty() || name.isEmpty()) {
                problems.add("EXT-X-MEDIA without a TYPE, GROUP-ID or NAME (section 4.3.4.1)");
            }
            if (type.equals("SUBTITLES") && uri.isEmpty()) {
                problems.add("subtitles without URI (section 4.3.4.1)");
            }
            if (attributes.find("FORCED").isPresent() && !type.equals("SUBTITLES")) {
                problems.add("FORCED on what is not subtitles (section 4.3.4.1)");
            }
            channel(type, uri, attributes.findQuoted("INSTREAM-ID", problems));
            boolean isDefault = attributes.find("DEFAULT").orElse("NO").equals("YES");
            boolean autoSelect = attributes.find("AUTOSELECT").orElse("NO").equals("YES");
            if (isDefault && attributes.find("AUTOSELECT").isPresent() && !autoSelect) {
                problems.add("DEFAULT=YES with AUTOSELECT=NO (section 4.3.4.1)");
            }
            renditions.add(new Rendition(type, group.orElse(""), name.orElse(""), isDefault, autoSelect, uri));
        }

        private void channel(String type, Optional<URI> uri, Optional<String> channel) {
            boolean isCaptions = type.equals(CAPTIONS);
            if (isCaptions
                    && channel.filter(id -> CHANNEL.matcher(id).matches()).isEmpty()) {
                problems.add("closed captions without an INSTREAM-ID that there is (section 4.3.4.1)");
            }
            if (!isCaptions && channel.isPresent()) {
                problems.add("INSTREAM-ID on what is not closed captions (section 4.3.4.1)");
            }
            if (isCaptions && uri.isPresent()) {
                problems.add("closed captions with a URI (section 4.3.4.1)");
            }
        }

        void judge() {
            if (pending.isPresent()) {
                problems.add("no URI behind the last EXT-X-STREAM-INF (section 4.3.4.2)");
            }
            if (variants.isEmpty()) {
                problems.add("no variant");
            }
            for (Variant variant : variants) {
                variant.subtitles().ifPresent(group -> exists("SUBTITLES", group));
                variant.audio().ifPresent(group -> exists("AUDIO", group));
                variant.captions().flatMap(Captions::group).ifPresent(group -> exists(CAPTIONS, group));
                if (variant.averageBps() > variant.bandwidthBps()) {
                    problems.add("AVERAGE-BANDWIDTH is more than BANDWIDTH");
                }
            }
            long without = variants.stream()
                    .filter(each -> each.captions()
                            .filter(said -> said.group().isEmpty())
                            .isPresent())
                    .count();
            if (without > 0 && without < variants.size()) {
                problems.add("CLOSED-CAPTIONS=NONE on some variants only (section 4.3.4.2)");
            }
            Set<String> names = new HashSet<>();
            Set<String> defaults = new HashSet<>();
            for (Rendition each : renditions) {
                String group = each.type() + " " + each.group();
                if (!names.add(group + " " + each.name())) {
                    problems.add("two renditions of a group are called " + each.name() + " (section 4.3.4.1.1)");
                }
                if (each.isDefault() && !defaults.add(group)) {
                    problems.add("a group has two defaults (section 4.3.4.1.1)");
                }
            }
        }

        private void exists(String type, String group) {
            if (renditions.stream()
                    .noneMatch(each -> each.type().equals(type) && each.group().equals(group))) {
                problems.add("the group " + group + " of " + type + " is not there (section 4.3.4.2)");
            }
        }
    }
}
