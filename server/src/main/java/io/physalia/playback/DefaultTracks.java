package io.physalia.playback;

import io.physalia.identity.UserConfiguration;
import io.physalia.library.naming.Languages;
import io.physalia.media.MediaStream;
import io.physalia.media.SubtitleCodecs;
import io.physalia.playback.Tracks.AudioFreedom;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which streams a user hears and reads without asking for any. A pure function of the source, what the user prefers, and what was chosen last time. */
public final class DefaultTracks {
    private static final Set<String> NO_LANGUAGE = Set.of("", "und", "unknown", "undetermined", "mul", "zxx");

    private final SourceStreams source;
    private final UserConfiguration preferred;

    private DefaultTracks(SourceStreams source, UserConfiguration preferred) {
        this.source = source;
        this.preferred = preferred;
    }

    /** @param state what the user did with the item before */
    public static Tracks of(SourceStreams source, UserConfiguration preferred, PlayState state) {
        return new DefaultTracks(source, preferred).choose(state);
    }

    private Tracks choose(PlayState state) {
        Optional<MediaStream.Audio> remembered = state.audioStreamIndex()
                .filter(_ -> preferred.rememberAudioSelections())
                .flatMap(index -> find(source.audios(), index));
        Optional<MediaStream.Audio> audio = remembered.or(this::audio);
        return new Tracks(
                audio.map(stream -> OptionalInt.of(stream.index())).orElse(OptionalInt.empty()),
                remembered.isPresent() ? AudioFreedom.NONE : freedom(),
                subtitle(state, audio.map(DefaultTracks::language).orElse("")),
                false);
    }

    private AudioFreedom freedom() {
        boolean named = !code(preferred.audioLanguagePreference()).isEmpty();
        if (preferred.playDefaultAudioTrack()) {
            return named ? AudioFreedom.DEFAULTS_OF_LANGUAGE : AudioFreedom.DEFAULTS;
        }
        return named ? AudioFreedom.SAME_LANGUAGE : AudioFreedom.ANY;
    }

    /** The preferred language first, then what is marked as default; or, if that is preferred, whatever is marked. */
    private Optional<MediaStream.Audio> audio() {
        String language = code(preferred.audioLanguagePreference());
        List<MediaStream.Audio> sorted = source.audios().stream()
                .sorted(first((MediaStream.Audio stream) ->
                                !language.isEmpty() && language(stream).equals(language))
                        .thenComparing(first(stream -> stream.common().isForced()))
                        .thenComparing(first(stream -> stream.common().isDefault()))
                        .thenComparing(first(source::isExternal)))
                .toList();
        return sorted.stream()
                .filter(stream ->
                        preferred.playDefaultAudioTrack() && stream.common().isDefault())
                .findFirst()
                .or(() -> sorted.stream().findFirst());
    }

    private OptionalInt subtitle(PlayState state, String heard) {
        Optional<Integer> remembered = state.subtitleStreamIndex()
                .filter(_ -> preferred.rememberSubtitleSelections())
                .filter(index -> index == -1 || find(source.subtitles(), index).isPresent());
        if (remembered.isPresent()) {
            return remembered.get() < 0 ? OptionalInt.empty() : OptionalInt.of(remembered.get());
        }
        return subtitle(heard).map(stream -> OptionalInt.of(stream.index())).orElse(OptionalInt.empty());
    }

    private Optional<MediaStream.Subtitle> subtitle(String heard) {
        List<MediaStream.Subtitle> sorted = sortedSubtitles();
        Predicate<MediaStream.Subtitle> full = stream -> !stream.common().isForced() && isPreferred(stream);
        return switch (preferred.subtitleMode()) {
            case NONE -> Optional.empty();
            case DEFAULT ->
                sorted.stream()
                        .filter(stream -> source.isExternal(stream)
                                || stream.common().isDefault()
                                || stream.common().isForced())
                        .findFirst();
            case SMART ->
                heard.equals(code(preferred.subtitleLanguagePreference())) && !heard.isEmpty()
                        ? forced(sorted)
                        : sorted.stream().filter(this::isPreferred).findFirst();
            case ALWAYS -> sorted.stream().filter(full).findFirst().or(() -> forced(sorted));
            case ONLY_FORCED -> forced(sorted);
        };
    }

    private List<MediaStream.Subtitle> sortedSubtitles() {
        return source.subtitles().stream()
                .sorted(first(source::isExternal)
                        .thenComparing(first(stream -> stream.common().isDefault()))
                        .thenComparing(first(stream -> !stream.common().isForced() && isPreferred(stream)))
                        .thenComparing(first(stream -> stream.common().isForced() && isPreferred(stream)))
                        .thenComparing(first(stream -> stream.common().isForced() && isOfNoLanguage(stream)))
                        .thenComparing(first(stream -> stream.common().isForced()))
                        // Text costs nothing, where pictures may cost an encode.
                        .thenComparing(first(stream -> SubtitleCodecs.isText(stream.codec()))))
                .map(MediaStream.Subtitle.class::cast)
                .toList();
    }

    private Optional<MediaStream.Subtitle> forced(List<MediaStream.Subtitle> sorted) {
        List<MediaStream.Subtitle> forced = sorted.stream()
                .filter(stream -> stream.common().isForced())
                .filter(stream -> isPreferred(stream) || isOfNoLanguage(stream))
                .toList();
        return forced.stream()
                .filter(this::isPreferred)
                .findFirst()
                .or(() -> forced.stream().findFirst());
    }

    /** Without a preference every language is as good. */
    private boolean isPreferred(MediaStream stream) {
        String language = code(preferred.subtitleLanguagePreference());
        return language.isEmpty() || language(stream).equals(language);
    }

    private static boolean isOfNoLanguage(MediaStream stream) {
        return NO_LANGUAGE.contains(stream.common().language().toLowerCase(Locale.ROOT));
    }

    private static <T extends MediaStream> Optional<T> find(List<T> streams, int index) {
        return streams.stream().filter(stream -> stream.index() == index).findFirst();
    }

    private static String language(MediaStream stream) {
        return code(stream.common().language());
    }

    /** One code for all names of a language; empty for none. */
    private static String code(@Nullable String language) {
        String name = language == null ? "" : language.strip();
        return Languages.find(name).orElse(name.toLowerCase(Locale.ROOT));
    }

    private static <T extends MediaStream> Comparator<T> first(Predicate<? super T> wanted) {
        return Comparator.comparing(stream -> !wanted.test(stream));
    }
}
