package io.physalia.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One rendered object, read by paths such as {@code spec.template.spec.containers.0.image}. */
record KubernetesObject(Object tree) {

    String kind() {
        return text("kind");
    }

    String apiVersion() {
        return text("apiVersion");
    }

    String name() {
        return text("metadata.name");
    }

    String text(String path) {
        return String.valueOf(find(path).orElseThrow(() -> new AssertionError(path + " is not in " + tree)));
    }

    boolean has(String path) {
        return find(path).isPresent();
    }

    Optional<Object> find(String path) {
        Object at = tree;
        for (String step : path.split("\\.", -1)) {
            at = step(at, step);
            if (at == null) {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }

    private static @Nullable Object step(Object at, String step) {
        return switch (at) {
            case Map<?, ?> map -> map.get(step);
            case List<?> list when Integer.parseInt(step) < list.size() -> list.get(Integer.parseInt(step));
            default -> null;
        };
    }

    List<KubernetesObject> list(String path) {
        return find(path).map(found -> (List<?>) found).orElse(List.of()).stream()
                .map(KubernetesObject::new)
                .toList();
    }

    /** The element of a list with this name. */
    KubernetesObject named(String path, String name) {
        return list(path).stream()
                .filter(each -> each.name("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + path + " of " + tree));
    }

    private String name(String path) {
        return find(path).map(String::valueOf).orElse("");
    }

    Map<?, ?> annotations() {
        return find("metadata.annotations").map(found -> (Map<?, ?>) found).orElse(Map.of());
    }

    JsonElement json() {
        return new Gson().toJsonTree(tree);
    }

    /** The value of an environment variable of the first container, or where it comes from. */
    Optional<String> env(String variable) {
        return list("spec.template.spec.containers.0.env").stream()
                .filter(each -> each.name("name").equals(variable))
                .map(each -> each.find("value")
                        .or(() -> each.find("valueFrom"))
                        .map(String::valueOf)
                        .orElse(""))
                .findFirst();
    }

    static KubernetesObject only(List<KubernetesObject> objects, String kind, String... name) {
        List<KubernetesObject> found = objects.stream()
                .filter(object -> object.kind().equals(kind))
                .filter(object -> name.length == 0 || Arrays.asList(name).contains(object.name()))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind + " " + List.of(name) + " (expected: 1) in "
                    + objects.stream().map(o -> o.kind() + " " + o.name()).toList());
        }
        return found.getFirst();
    }
}
