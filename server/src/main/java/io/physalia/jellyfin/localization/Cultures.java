package io.physalia.jellyfin.localization;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Languages (ISO 639) and countries (ISO 3166) out of the Java platform's tables. */
public final class Cultures {
    /** Languages whose bibliographic code (ISO 639-2/B) is not the terminological one, as the Library of Congress lists them. */
    private static final Map<String, String> BIBLIOGRAPHIC = Map.ofEntries(
            Map.entry("sq", "alb"),
            Map.entry("hy", "arm"),
            Map.entry("eu", "baq"),
            Map.entry("my", "bur"),
            Map.entry("zh", "chi"),
            Map.entry("cs", "cze"),
            Map.entry("nl", "dut"),
            Map.entry("fr", "fre"),
            Map.entry("ka", "geo"),
            Map.entry("de", "ger"),
            Map.entry("el", "gre"),
            Map.entry("is", "ice"),
            Map.entry("mk", "mac"),
            Map.entry("mi", "mao"),
            Map.entry("ms", "may"),
            Map.entry("fa", "per"),
            Map.entry("ro", "rum"),
            Map.entry("sk", "slo"),
            Map.entry("bo", "tib"),
            Map.entry("cy", "wel"));

    /** What a client may be shown in; the server itself speaks English. */
    private static final List<String> INTERFACE = List.of(
            "ar", "be-BY", "bg-BG", "bn-BD", "ca", "cs", "cy", "da", "de", "el", "en-GB", "en-US", "eo", "es", "es-AR",
            "es-MX", "et", "eu", "fa", "fi", "fil", "fr", "fr-CA", "ga", "gl", "gsw", "he", "hi", "hr", "hu", "id",
            "is-IS", "it", "ja", "kk", "ko", "lt-LT", "lv", "mk", "ml", "mr", "ms", "nb", "nl", "nn", "pa", "pl",
            "pt-BR", "pt-PT", "ro", "ru", "sk", "sl-SI", "sq", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur-PK",
            "vi", "zh-CN", "zh-HK", "zh-TW");

    public static final List<Culture> CULTURES = Stream.of(Locale.getISOLanguages())
            .map(Cultures::culture)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(Culture::displayName))
            .toList();
    public static final List<Country> COUNTRIES = Stream.of(Locale.getISOCountries())
            .map(code -> Locale.of("", code))
            .map(place -> new Country(
                    place.getCountry(),
                    place.getDisplayCountry(Locale.ENGLISH),
                    place.getCountry(),
                    place.getISO3Country()))
            .sorted(Comparator.comparing(Country::displayName))
            .toList();
    static final List<Option> OPTIONS = INTERFACE.stream()
            .map(tag -> new Option(Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH), tag))
            .sorted(Comparator.comparing(Option::name))
            .toList();

    private Cultures() {}

    public record Culture(
            String name,
            String displayName,

            @com.fasterxml.jackson.annotation.JsonProperty("TwoLetterISOLanguageName")
            String twoLetters,

            @com.fasterxml.jackson.annotation.JsonProperty("ThreeLetterISOLanguageName")
            String threeLetters,

            @com.fasterxml.jackson.annotation.JsonProperty("ThreeLetterISOLanguageNames")
            List<String> allThreeLetters) {}

    public record Country(
            String name,
            String displayName,

            @com.fasterxml.jackson.annotation.JsonProperty("TwoLetterISORegionName")
            String twoLetters,

            @com.fasterxml.jackson.annotation.JsonProperty("ThreeLetterISORegionName")
            String threeLetters) {}

    public record Option(String name, String value) {}

    private static Optional<Culture> culture(String code) {
        Locale language = Locale.of(code);
        String name = language.getDisplayLanguage(Locale.ENGLISH);
        String three = language.getISO3Language();
        // Codes that were withdrawn have no name of their own.
        if (three.isEmpty() || name.equals(code) || !language.getLanguage().equals(code)) {
            return Optional.empty();
        }
        String first = BIBLIOGRAPHIC.getOrDefault(code, three);
        return Optional.of(
                new Culture(name, name, code, first, first.equals(three) ? List.of(three) : List.of(first, three)));
    }
}
