package io.physalia.jellyfin.wire;

import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The routes that the code declares, for tests outside of this package. */
public final class DeclaredRoutes {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}");

    private DeclaredRoutes() {}

    /**
     * A route and who may call it, in lower case.
     *
     * @param bodyNames what the members of the body's type are called, at any depth; empty if the type does not say
     */
    public record Declared(String verb, String template, String access, Set<String> bodyNames) {
        /** The names of the parameters in the path. */
        public List<String> pathNames() {
            return PARAMETER
                    .matcher(template)
                    .results()
                    .map(found -> found.group().replaceAll("[{}]|:.*", ""))
                    .toList();
        }

        @Override
        public String toString() {
            return verb + " " + template;
        }

        /** Whether a path without a query would come here; names ignore case. */
        boolean takes(String path) {
            StringBuilder expression = new StringBuilder();
            var matcher = PARAMETER.matcher(template);
            int start = 0;
            while (matcher.find()) {
                expression.append(Pattern.quote(template.substring(start, matcher.start())));
                expression.append(matcher.group().contains(".+") ? ".+" : "[^/]+");
                start = matcher.end();
            }
            expression.append(Pattern.quote(template.substring(start)));
            return Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE)
                    .matcher(path)
                    .matches();
        }

        /** How much of the template is said outright: of several that take a path, the one that says most does. */
        int literals() {
            return PARAMETER.matcher(template).replaceAll("").length();
        }
    }

    public static List<Declared> list() {
        try (Stream<Path> files = Files.walk(Path.of("target", "classes", "io", "physalia"))) {
            return files.filter(file -> file.toString().endsWith("Resource.class"))
                    .flatMap(file -> Route.listOf(load(file)).stream())
                    .map(route -> new Declared(
                            route.verb(),
                            route.template(),
                            route.access().name().toLowerCase(Locale.ROOT),
                            bodyNames(route.handler())))
                    .sorted(Comparator.comparing(Declared::template).thenComparing(Declared::verb))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The route that a request would be answered by. HEAD goes where GET goes. */
    public static Optional<Declared> find(List<Declared> all, String verb, String path) {
        Optional<Declared> own = all.stream()
                .filter(route -> route.verb().equals(verb) && route.takes(path))
                .max(Comparator.comparingInt(Declared::literals));
        return own.isPresent() || !verb.equals("HEAD") ? own : find(all, "GET", path);
    }

    private static Set<String> bodyNames(Method handler) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : handler.getParameters()) {
            if (parameter.getAnnotation(PathParam.class) == null) {
                addNames(parameter.getType(), names, new HashSet<>());
            }
        }
        return names;
    }

    private static void addNames(Class<?> type, Set<String> names, Set<Class<?>> seen) {
        if (!type.isRecord() || !type.getName().startsWith("io.physalia.jellyfin") || !seen.add(type)) {
            return;
        }
        for (RecordComponent member : type.getRecordComponents()) {
            names.add(member.getName());
            addNames(member.getType(), names, seen);
            if (member.getGenericType() instanceof ParameterizedType several) {
                for (Type each : several.getActualTypeArguments()) {
                    if (each instanceof Class<?> inner) {
                        addNames(inner, names, seen);
                    }
                }
            }
        }
    }

    private static Class<?> load(Path file) {
        String name = file.toString().replaceAll(".*classes.", "").replaceAll("\\.class$", "");
        try {
            return Class.forName(name.replace('/', '.'), false, DeclaredRoutes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
