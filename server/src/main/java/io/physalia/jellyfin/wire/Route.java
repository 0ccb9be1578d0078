package io.physalia.jellyfin.wire;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One declared route.
 *
 * @param verb e.g. {@code GET}
 * @param template the whole path template, with a leading slash
 */
record Route(String verb, String template, Access.Level access, Method handler) {

    /** The routes of a resource class, in no particular order; none if it is no resource class. */
    static List<Route> listOf(Class<?> type) {
        Path root = type.getAnnotation(Path.class);
        if (root == null) {
            return List.of();
        }
        List<Route> routes = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            Path path = method.getAnnotation(Path.class);
            Arrays.stream(method.getAnnotations())
                    .map(annotation -> findVerb(annotation))
                    .flatMap(Optional::stream)
                    .forEach(verb -> routes.add(new Route(
                            verb, join(root.value(), path == null ? "" : path.value()), accessOf(method), method)));
        }
        return routes;
    }

    /** Who may call a resource method. */
    static Access.Level accessOf(Method method) {
        return findAccess(method).map(Access::value).orElse(Access.Level.DENIED);
    }

    /** The annotation of a resource method, or of its class. */
    static Optional<Access> findAccess(Method method) {
        return Optional.ofNullable(method.getAnnotation(Access.class))
                .or(() -> Optional.ofNullable(method.getDeclaringClass().getAnnotation(Access.class)));
    }

    private static Optional<String> findVerb(Annotation annotation) {
        return Optional.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class))
                .map(HttpMethod::value);
    }

    private static String join(String root, String path) {
        String joined = "/" + root + "/" + path;
        String single = joined.replaceAll("/{2,}", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    @Override
    public String toString() {
        return verb + " " + template + " " + access;
    }
}
