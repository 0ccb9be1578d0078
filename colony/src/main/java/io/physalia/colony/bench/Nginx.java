package io.physalia.colony.bench;

import io.physalia.colony.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx as it is set up to serve files: one process, sendfile, no log. */
record Nginx(Process process, int port, Path root) implements AutoCloseable {
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            worker_processes 1;
            pid DIRECTORY/nginx.pid;
            error_log DIRECTORY/error.log warn;
            events { worker_connections 256; }
            http {
              sendfile on;
              tcp_nopush on;
              access_log off;
              keepalive_requests 1000000000;
              default_type application/octet-stream;
              client_body_temp_path DIRECTORY/body;
              proxy_temp_path DIRECTORY/proxy;
              fastcgi_temp_path DIRECTORY/fastcgi;
              uwsgi_temp_path DIRECTORY/uwsgi;
              scgi_temp_path DIRECTORY/scgi;
              server { listen 127.0.0.1:PORT; root DIRECTORY/root; }
            }
            """;

    static Optional<Path> find() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/nginx/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Nginx start(Path program, Path directory, Children children) {
        int port = Server.freePort();
        try {
            Path root = Files.createDirectories(directory.resolve("root"));
            Path configuration = Files.writeString(
                    directory.resolve("nginx.conf"),
                    CONFIGURATION.replace("DIRECTORY", directory.toString()).replace("PORT", Integer.toString(port)));
            Process process = children.start(
                    List.of(program.toString(), "-p", directory.toString(), "-c", configuration.toString()),
                    Map.of(),
                    directory.resolve("nginx.log"),
                    directory);
            Pause.millis(500);
            return new Nginx(process, port, root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address(String file) {
        return URI.create("http://127.0.0.1:" + port + "/" + file);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
