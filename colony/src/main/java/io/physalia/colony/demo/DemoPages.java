package io.physalia.colony.demo;

import io.physalia.colony.door.LocalPages;
import io.physalia.colony.door.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The demo's page and what its buttons do, under {@code /demo/}. Whatever changes something wants the demo's own header. */
final class DemoPages implements LocalPages {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final String HLS_JS = "META-INF/resources/webjars/hls.js/";

    private final Map<String, Supplier<String>> reads;
    private final Map<String, Supplier<String>> actions;

    /**
     * @param reads JSON by path below {@code /demo/}, for GET
     * @param actions for POST; they answer JSON
     */
    DemoPages(Map<String, Supplier<String>> reads, Map<String, Supplier<String>> actions) {
        this.reads = Map.copyOf(reads);
        this.actions = Map.copyOf(actions);
    }

    @Override
    public @Nullable Reply answer(String method, String target, boolean marked) {
        String path = target.replaceFirst("\\?.*", "");
        if (path.equals("/") || path.equals("/demo")) {
            return file("index.html");
        }
        if (!path.startsWith("/demo/")) {
            return null;
        }
        String name = path.substring("/demo/".length());
        Supplier<String> read = reads.get(name);
        Supplier<String> action = actions.get(name);
        if (method.equals("POST") && action != null) {
            return marked ? Reply.json(action.get()) : Reply.text(403, "only the demo's own page may do this");
        }
        if (!method.equals("GET")) {
            return Reply.text(405, "no such action");
        }
        return read != null ? Reply.json(read.get()) : file(name.isEmpty() ? "index.html" : name);
    }

    private static Reply file(String name) {
        if (!name.matches("[a-z]+(\\.[a-z]+)+")) {
            return Reply.text(404, "no such page");
        }
        String resource = name.equals("hls.min.js") ? HLS_JS + hlsVersion() + "/dist/hls.min.js" : "demo/" + name;
        try (InputStream bytes = DemoPages.class.getClassLoader().getResourceAsStream(resource)) {
            if (bytes == null) {
                return Reply.text(404, "no such page");
            }
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            return new Reply(200, type, bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hlsVersion() throws UncheckedIOException {
        Properties properties = new Properties();
        try (InputStream in = DemoPages.class
                .getClassLoader()
                .getResourceAsStream("META-INF/maven/org.webjars.npm/hls.js/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }
}
