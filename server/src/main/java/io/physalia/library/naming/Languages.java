package io.physalia.library.naming;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;

/** Languages as names write them: {@code en}, {@code eng}, {@code English}, {@code pt-BR}. */
public final class Languages {
    /** Where ISO 639-2 has two codes for a language, media files use the bibliographic one. */
    private static final Map<String, String> BIBLIOGRAPHIC = Map.ofEntries(
            Map.entry("sqi", "alb"),
            Map.entry("hye", "arm"),
            Map.entry("eus", "baq"),
            Map.entry("mya", "bur"),
            Map.entry("zho", "chi"),
            Map.entry("ces", "cze"),
            Map.entry("nld", "dut"),
            Map.entry("fra", "fre"),
            Map.entry("kat", "geo"),
            Map.entry("deu", "ger"),
            Map.entry("ell", "gre"),
            Map.entry("isl", "ice"),
            Map.entry("mkd", "mac"),
            Map.entry("mri", "mao"),
            Map.entry("msa", "may"),
            Map.entry("fas", "per"),
            Map.entry("ron", "rum"),
            Map.entry("slk", "slo"),
            Map.entry("bod", "tib"),
            Map.entry("cym", "wel"));

    private static final Map<String, String> CODES = codes();

    private Languages() {}

    /** The ISO 639-2 code as media files write it; empty if the text names no language. */
    public static Optional<String> find(String text) {
        String key = text.toLowerCase(Locale.ROOT);
        int region = key.indexOf('-') > 0 ? key.indexOf('-') : key.indexOf('_');
        // Two or three letters, and then a region or script: pt-BR, zh-Hans, es-419.
        if ((region == 2 || region == 3) && key.substring(region + 1).matches("[a-z]{2}|[a-z]{4}|\\d{3}")) {
            key = key.substring(0, region);
        }
        return Optional.ofNullable(CODES.get(key));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String two : Locale.getISOLanguages()) {
            Locale locale = Locale.of(two);
            try {
                String three = locale.getISO3Language();
                String code = BIBLIOGRAPHIC.getOrDefault(three, three);
                codes.put(two, code);
                codes.put(three, code);
                codes.put(code, code);
                codes.put(locale.getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
            } catch (MissingResourceException _) {
                // No three letters: nothing that a media file could say.
            }
        }
        return Map.copyOf(codes);
    }
}
