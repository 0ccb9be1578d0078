package io.physalia.library.metadata;

import io.physalia.library.Credit;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.library.MetadataBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** One {@code movie}, {@code tvshow}, {@code season}, {@code episodedetails}, {@code artist}, {@code album} or {@code musicvideo} of an NFO file. */
final class NfoElement {
    private static final Pattern KODI_TRAILER =
            Pattern.compile("plugin://plugin\\.video\\.youtube/.*?video_?id=([\\w-]+)");
    private static final Pattern YEAR = Pattern.compile("^\\s*(\\d{4})");

    private final ItemKind kind;
    private final List<Element> children = new ArrayList<>();

    NfoElement(Element root, ItemKind kind) {
        this.kind = kind;
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
    }

    Metadata metadata() {
        boolean isMusic = kind == ItemKind.MUSIC_ALBUM || kind == ItemKind.MUSIC_ARTIST;
        MetadataBuilder said = Metadata.builder(
                        text("title", "name", "localtitle").orElse(""))
                .originalTitle(text("originaltitle"))
                .forcedSortName(text("sorttitle", "sortname"))
                .overview(text("plot", "review", "biography").or(() -> text("outline")))
                .taglines(texts("tagline"))
                .productionYear(year())
                .premiereDate(date("premiered", "aired", "releasedate", "formed"))
                .endDate(date("enddate", "disbanded"))
                .officialRating(text("mpaa"))
                .customRating(text("customrating"))
                .communityRating(communityRating())
                .criticRating(criticRating())
                .genres(list("genre"))
                .studios(texts("studio"))
                .tags(Stream.concat(texts("tag").stream(), texts("style").stream())
                        .distinct()
                        .toList())
                .artists(kind == ItemKind.MUSIC_ARTIST ? List.of() : texts("artist"))
                .albumArtists(isMusic ? texts("albumartist") : List.of())
                .album(text("album"))
                .collection(collection())
                .dateCreated(added())
                .productionLocations(list("country"))
                .remoteTrailers(
                        texts("trailer").stream().map(NfoElement::trailer).toList())
                .people(people())
                .providerIds(NfoIds.read(children, kind))
                .status(text("status").filter(status -> !status.isBlank()))
                .airDays(list("airs_dayofweek"))
                .airTime(text("airs_time"))
                .displayOrder(text("displayorder"))
                .preferredLanguage(text("language"))
                .preferredCountry(text("countrycode"));
        return numbered(said).build();
    }

    private MetadataBuilder numbered(MetadataBuilder said) {
        return said.indexNumber(kind == ItemKind.SEASON ? number("seasonnumber") : number("episode"))
                .indexNumberEnd(number("episodenumberend"))
                .parentIndexNumber(kind == ItemKind.EPISODE ? number("season") : OptionalInt.empty())
                .airsBeforeSeason(number("airsbefore_season", "displayseason"))
                .airsBeforeEpisode(number("airsbefore_episode", "displayepisode"))
                .airsAfterSeason(number("airsafter_season", "displayafterseason"))
                .locked(text("lockdata").filter("true"::equalsIgnoreCase).isPresent())
                .lockedFields(text("lockedfields").stream()
                        .flatMap(fields -> Arrays.stream(fields.split("\\|")))
                        .filter(field -> !field.isBlank())
                        .toList());
    }

    /** {@code <set>Name</set>}, or with the name in an element of its own. */
    private Optional<String> collection() {
        return all("set")
                .map(set -> elements(set, "name").findFirst().orElse(set))
                .map(NfoElement::content)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private OptionalInt year() {
        OptionalInt year = number("year");
        return year.isPresent() && year.getAsInt() > 1850
                ? year
                : text("premiered", "aired", "releasedate").stream()
                        .map(YEAR::matcher)
                        .filter(Matcher::find)
                        .mapToInt(match -> Integer.parseInt(match.group(1)))
                        .filter(each -> each > 1850)
                        .findFirst();
    }

    /** Of {@code <rating>}, else of the list that Kodi writes, where one is the default. */
    private OptionalDouble communityRating() {
        OptionalDouble plain = within(text("rating"), 10);
        if (plain.isPresent()) {
            return plain;
        }
        List<Element> ratings =
                ratings().stream().filter(each -> !isCritic(each)).toList();
        return ratings.stream()
                .filter(each -> each.getAttribute("default").equalsIgnoreCase("true"))
                .findFirst()
                .or(() -> ratings.stream().findFirst())
                .map(NfoElement::ratingOfTen)
                .orElse(OptionalDouble.empty());
    }

    private OptionalDouble criticRating() {
        OptionalDouble plain = within(text("criticrating"), 100);
        return plain.isPresent()
                ? plain
                : ratings().stream()
                        .filter(NfoElement::isCritic)
                        .findFirst()
                        .map(NfoElement::ratingOfTen)
                        .filter(OptionalDouble::isPresent)
                        .map(rating -> OptionalDouble.of(rating.getAsDouble() * 10))
                        .orElse(OptionalDouble.empty());
    }

    private List<Element> ratings() {
        return all("ratings").flatMap(each -> elements(each, "rating")).toList();
    }

    private static boolean isCritic(Element rating) {
        String name = rating.getAttribute("name").toLowerCase(Locale.ROOT);
        return (name.contains("tomato") && !name.contains("audience")) || name.contains("metacritic");
    }

    private static OptionalDouble ratingOfTen(Element rating) {
        double max = within(Optional.of(rating.getAttribute("max")), 1000).orElse(10);
        OptionalDouble value = within(elements(rating, "value").findFirst().map(NfoElement::content), Math.max(max, 1));
        return value.isPresent() && max > 0
                ? OptionalDouble.of(value.getAsDouble() * 10 / max)
                : OptionalDouble.empty();
    }

    private List<Credit> people() {
        List<Credit> people = new ArrayList<>();
        for (Element actor : all("actor").toList()) {
            String name =
                    elements(actor, "name").findFirst().map(NfoElement::content).orElse("");
            String role =
                    elements(actor, "role").findFirst().map(NfoElement::content).orElse("");
            String type =
                    elements(actor, "type").findFirst().map(NfoElement::content).orElse("");
            if (!name.isEmpty()) {
                people.add(new Credit(name, type.isEmpty() ? "Actor" : type, role));
            }
        }
        list("director").forEach(name -> people.add(new Credit(name, "Director", "")));
        Stream.concat(list("writer").stream(), list("credits").stream())
                .distinct()
                .forEach(name -> people.add(new Credit(name, "Writer", "")));
        list("producer").forEach(name -> people.add(new Credit(name, "Producer", "")));
        list("composer").forEach(name -> people.add(new Credit(name, "Composer", "")));
        return people;
    }

    private Optional<LocalDate> date(String... names) {
        return text(names).flatMap(text -> {
            String day = text.length() >= 10 ? text.substring(0, 10) : text;
            try {
                return Optional.of(LocalDate.parse(day));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        });
    }

    private Optional<Instant> added() {
        return text("dateadded").flatMap(text -> {
            try {
                return Optional.of(
                        LocalDateTime.parse(text, DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT))
                                .toInstant(ZoneOffset.UTC));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        });
    }

    private static String trailer(String text) {
        Matcher kodi = KODI_TRAILER.matcher(text);
        return kodi.find() ? "https://www.youtube.com/watch?v=" + kodi.group(1) : text;
    }

    private OptionalInt number(String... names) {
        return text(names)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    private static OptionalDouble within(Optional<String> text, double max) {
        try {
            double value = Double.parseDouble(text.orElse("").replace(',', '.'));
            return value >= 0 && value <= max ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }

    /** The first name that has a text; of several elements of a name the last. */
    private Optional<String> text(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> texts(name).reversed().stream())
                .findFirst();
    }

    private List<String> texts(String name) {
        return all(name)
                .map(NfoElement::content)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /** Some put several values into one element. */
    private List<String> list(String name) {
        return texts(name).stream()
                .flatMap(text -> Arrays.stream(text.split("[/|;,]")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    private Stream<Element> all(String name) {
        return children.stream().filter(child -> child.getTagName().equalsIgnoreCase(name));
    }

    private static Stream<Element> elements(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equalsIgnoreCase(name)) {
                found.add(element);
            }
        }
        return found.stream();
    }

    static String content(Element element) {
        return element.getTextContent().strip();
    }
}
