package io.physalia.jellyfin.localization;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.physalia.identity.FirstRun;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.library.RatingTables;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is to choose from; open to the start-up wizard too. */
@Path("/Localization")
@Access(Access.Level.SETUP_OR_USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class LocalizationResource {
    private final FirstRun firstRun;

    LocalizationResource(FirstRun firstRun) {
        this.firstRun = firstRun;
    }

    /** The scores are written in small letters; so are Jellyfin's. */
    public record Score(
            @JsonProperty("score") int score,
            @JsonProperty("subScore") Optional<Integer> subScore) {}

    public record ParentalRating(String name, Optional<Integer> value, Optional<Score> ratingScore) {
        static final ParentalRating UNRATED = new ParentalRating("Unrated", Optional.empty(), Optional.empty());

        /** Those of a country, after one for what has none. */
        public static List<ParentalRating> of(String country) {
            return Stream.concat(
                            Stream.of(UNRATED),
                            RatingTables.of(country).stream().map(ParentalRating::of))
                    .toList();
        }

        private static ParentalRating of(RatingTables.Rating rating) {
            return new ParentalRating(
                    rating.name(),
                    Optional.of(rating.score()),
                    Optional.of(new Score(rating.score(), rating.subScore())));
        }
    }

    @GET
    @Path("/Cultures")
    public List<Cultures.Culture> cultures() {
        return Cultures.CULTURES;
    }

    @GET
    @Path("/Countries")
    public List<Cultures.Country> countries() {
        return Cultures.COUNTRIES;
    }

    @GET
    @Path("/Options")
    public List<Cultures.Option> options() {
        return Cultures.OPTIONS;
    }

    /** Those of the country that the server takes its metadata for. */
    @GET
    @Path("/ParentalRatings")
    public List<ParentalRating> ratings() {
        return ParentalRating.of(firstRun.answers().metadataCountry());
    }
}
