package io.physalia.jellyfin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may call what: every declared route is in docs/compatibility.md, whose rows CompatibilityIT looks at one by one. */
class RouteAccessTest {
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z]+ /\\S*)` \\| (\\w+) \\|.*");

    @Test
    void everyRouteIsDocumentedWithItsAccess() throws Exception {
        assertThat(documented()).containsAll(declared(_ -> true));
    }

    @Test
    void noRouteIsWithoutAnAccess() throws Exception {
        assertThat(declared(route -> route.access() == Access.Level.DENIED)).isEmpty();
    }

    @Test
    void everyMediaRouteNeedsAToken() throws Exception {
        assertThat(declared(route -> route.access() != Access.Level.USER
                        && route.access() != Access.Level.ADMINISTRATOR
                        && Pattern.compile("/(Videos|Audio)/|/Download|/PlaybackInfo")
                                .matcher(route.template())
                                .find()))
                .isEmpty();
    }

    /** Grows only with thought: everything here can be called by anybody who reaches the port. */
    @Test
    void theRoutesOpenToEverybodyAreTheseOnly() throws Exception {
        assertThat(declared(route -> route.access() == Access.Level.ANONYMOUS))
                .extracting(row -> row.split(" \\| ")[0])
                .containsExactlyInAnyOrder(
                        "GET /health",
                        "GET /health/live",
                        "GET /health/ready",
                        "GET /Artists/{name}/Images/{imageType}",
                        "GET /Artists/{name}/Images/{imageType}/{imageIndex}",
                        "GET /Genres/{name}/Images/{imageType}",
                        "GET /Genres/{name}/Images/{imageType}/{imageIndex}",
                        "GET /MusicGenres/{name}/Images/{imageType}",
                        "GET /MusicGenres/{name}/Images/{imageType}/{imageIndex}",
                        "GET /Persons/{name}/Images/{imageType}",
                        "GET /Persons/{name}/Images/{imageType}/{imageIndex}",
                        "GET /Studios/{name}/Images/{imageType}",
                        "GET /Studios/{name}/Images/{imageType}/{imageIndex}",
                        "GET /Items/{itemId}/Images/{imageType}",
                        "GET /Items/{itemId}/Images/{imageType}/{imageIndex}",
                        "GET /Items/{itemId}/Images/{imageType}/{imageIndex}/{tag}/{format}/{maxWidth}/{maxHeight}/{percentPlayed}/{unplayedCount}",
                        "GET /UserImage",
                        "GET /Users/{userId}/Images/{imageType}",
                        "GET /Users/{userId}/Images/{imageType}/{imageIndex}",
                        "GET /web",
                        "GET /web/{file:.+}",
                        "GET /System/Info/Public",
                        "GET /System/Ping",
                        "POST /System/Ping",
                        "GET /GetUtcTime",
                        "GET /Branding/Configuration",
                        "GET /Branding/Css",
                        "GET /Branding/Css.css",
                        "GET /Branding/Splashscreen",
                        "GET /Plugins/{pluginId}/{version}/Image",
                        "GET /web/ConfigurationPage",
                        "GET /QuickConnect/Enabled",
                        "GET /QuickConnect/Connect",
                        "POST /QuickConnect/Initiate",
                        "GET /Users/Public",
                        "POST /Users/AuthenticateByName",
                        "POST /Users/AuthenticateWithQuickConnect",
                        "POST /Users/ForgotPassword",
                        "POST /Users/ForgotPassword/Pin",
                        "POST /Users/{userId}/Authenticate");
    }

    /** A request is looked for in the one class whose path fits best, and in no other. */
    @Test
    void noClassHidesAnothersRoutes() throws Exception {
        List<Route> all = routes();
        Set<String> roots = all.stream().map(RouteAccessTest::root).collect(Collectors.toSet());
        assertThat(all)
                .filteredOn(route -> roots.stream()
                        .anyMatch(root -> root.length() > root(route).length()
                                && (bare(route.template()) + "/").startsWith(root + "/")))
                .isEmpty();
    }

    private static String root(Route route) {
        return bare(route.handler()
                .getDeclaringClass()
                .getAnnotation(jakarta.ws.rs.Path.class)
                .value());
    }

    private static String bare(String template) {
        return template.replaceAll("\\{[^}]*}", "{}").replaceAll("^/$", "");
    }

    private static List<Route> routes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target", "classes", "io", "physalia"))) {
            return files.filter(file -> file.toString().endsWith("Resource.class"))
                    .flatMap(file -> Route.listOf(load(file)).stream())
                    .toList();
        }
    }

    private static List<String> declared(Predicate<Route> wanted) throws IOException {
        return routes().stream()
                .filter(wanted)
                .map(route -> route.verb() + " " + route.template() + " | "
                        + route.access().name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private static List<String> documented() throws IOException {
        Path document =
                Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."), "docs", "compatibility.md");
        return Files.readAllLines(document).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1) + " | " + row.group(2))
                .toList();
    }

    private static Class<?> load(Path file) {
        String name = file.toString().replaceAll(".*classes.", "").replaceAll("\\.class$", "");
        try {
            return Class.forName(name.replace('/', '.'), false, RouteAccessTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
