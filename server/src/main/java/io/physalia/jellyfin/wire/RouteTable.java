package io.physalia.jellyfin.wire;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All declared routes, and the way from a path as a client writes it to the path as it is declared. Thread-safe. */
@Singleton
public class RouteTable {
    private static final List<String> OLD_PREFIXES = List.of("/emby/", "/mediabrowser/");

    private final List<Route> routes;
    private final PathTrie trie;

    @Inject
    RouteTable(BeanManager beans) {
        this(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .distinct()
                .flatMap(type -> Route.listOf(type).stream())
                .sorted(Comparator.comparing(Route::template).thenComparing(Route::verb))
                .toList());
    }

    RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.trie = PathTrie.of(routes.stream().map(Route::template).distinct().toList());
    }

    List<Route> routes() {
        return routes;
    }

    /** The declared form of a raw path; empty if it is no route's, or has that form already. */
    Optional<String> findRewrite(String path) {
        String bare = path;
        for (String prefix : OLD_PREFIXES) {
            if (path.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                bare = path.substring(prefix.length() - 1);
            }
        }
        return trie.findCanonical(bare).filter(canonical -> !canonical.equals(path));
    }
}
