package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packed program in a container with the chart's security context: user 10001, read-only root, no capabilities, no system call
 * that RuntimeDefault denies. No image can be
 * pulled here, so the root is this machine's own packages, read-only, with the program and Java where the image has them.
 */
@SuppressWarnings("NullAway.Init")
class ContainerIT {
    private static final Path RUNC = Path.of("/usr/sbin/runc");
    private static final List<String> SYSTEM = List.of("/usr", "/lib", "/lib64", "/bin", "/etc");

    /** What the engines' default profiles (RuntimeDefault) deny to whom has no capability. */
    private static final List<String> DENIED = List.of(
            ("acct add_key bpf clock_adjtime clock_settime delete_module fanotify_init finit_module fsconfig fsmount fsopen fspick"
                            + " get_mempolicy init_module io_uring_enter io_uring_register io_uring_setup ioperm iopl kcmp kexec_file_load"
                            + " kexec_load keyctl lookup_dcookie mbind mount mount_setattr move_mount move_pages open_by_handle_at open_tree"
                            + " perf_event_open pivot_root process_vm_readv process_vm_writev quotactl reboot request_key set_mempolicy"
                            + " setdomainname sethostname setns settimeofday swapoff swapon syslog umount2 unshare userfaultfd vhangup")
                    .split(" ", -1));

    @TempDir
    private Path directory;

    @Test
    void thePackedProgramServesWithoutPrivilegesOnAReadOnlyRoot() throws Exception {
        assumeTrue(Files.isExecutable(RUNC), "there is no container runtime (runc)");
        assumeTrue("root".equals(System.getProperty("user.name")), "containers need root here");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path bundle = Files.createDirectories(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("config.json"), new ObjectMapper().writeValueAsString(config(stage(), port)));
        String name = "physalia-" + ProcessHandle.current().pid();
        Path log = directory.resolve("log");
        Process container = new ProcessBuilder(RUNC.toString(), "run", "--bundle", bundle.toString(), name)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitReady(container, port, log);
            assertThat(ask(port, "/System/Info/Public")).contains("\"ProductName\":\"Jellyfin Server\"");
            assertThat(Files.readString(log)).contains("FFmpeg");
            playAFilm(port);
            String status = Files.readString(Path.of("/proc/" + pid(name) + "/status"));
            assertThat(status)
                    .contains(
                            "Uid:\t10001\t10001\t10001\t10001",
                            "NoNewPrivs:\t1",
                            "CapBnd:\t0000000000000000",
                            "Seccomp:\t2");
            run(RUNC.toString(), "kill", name, "TERM");
            assertThat(container.waitFor(30, TimeUnit.SECONDS))
                    .as("ends within its grace period")
                    .isTrue();
            assertThat(container.exitValue()).isIn(0, 143);
            assertThat(Files.readString(log)).contains("draining").doesNotContain("ERROR", "Read-only file system");
        } finally {
            container.destroyForcibly().waitFor();
            new ProcessBuilder(RUNC.toString(), "delete", "--force", name)
                    .start()
                    .waitFor();
        }
    }

    /** As the page for Kubernetes has it, from the wizard on, out of a read-only volume. */
    private void playAFilm(int port) throws Exception {
        Path cache = directory.resolve("volumes/cache");
        FirstFilm.paint(cache, directory.resolve("volumes/media"));
        FirstFilm.play(cache, FirstFilm.follow(port));
    }

    /** What deploy/tarball.sh would pack. */
    private Path stage() throws Exception {
        Path out = Files.createDirectories(directory.resolve("stage"));
        ProcessBuilder tarball =
                new ProcessBuilder(Chart.home().resolve("deploy/tarball.sh").toString(), out.toString());
        tarball.environment().put("PHYSALIA_STAGE_ONLY", "1");
        assertThat(tarball.inheritIO().start().waitFor()).isZero();
        try (Stream<Path> packed = Files.list(out)) {
            Path stage = packed.findFirst().orElseThrow();
            assertThat(stage.getFileName().toString()).matches("physalia-[0-9.]+-linux-(amd64|arm64)");
            return stage;
        }
    }

    private Map<String, Object> config(Path program, int port) throws IOException {
        Path root = Files.createDirectories(directory.resolve("bundle/rootfs"));
        List<Map<String, Object>> mounts = new ArrayList<>();
        mounts.add(mount(root, "/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")));
        mounts.add(mount(root, "/dev", "tmpfs", "tmpfs", List.of("nosuid", "mode=755")));
        mounts.add(mount(root, "/tmp", "tmpfs", "tmpfs", List.of("nosuid", "mode=1777")));
        for (String path : SYSTEM) {
            mounts.add(mount(root, path, "bind", path, List.of("rbind", "ro", "nosuid")));
        }
        // Java may lie anywhere; in the container it lies where the tarball's launcher looks first.
        mounts.add(mount(root, "/opt/physalia", "bind", program.toString(), List.of("rbind", "ro")));
        Files.createDirectories(program.resolve("jre"));
        mounts.add(Map.of(
                "destination",
                "/opt/physalia/jre",
                "type",
                "bind",
                "source",
                System.getProperty("java.home"),
                "options",
                List.of("rbind", "ro")));
        for (String path : List.of("/data", "/cache", "/transcodes")) {
            Path volume = Files.createDirectories(directory.resolve("volumes" + path));
            Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwxrwx"));
            mounts.add(mount(root, path, "bind", volume.toString(), List.of("rbind", "rw", "nosuid")));
        }
        Path media = Files.createDirectories(directory.resolve("volumes/media"));
        Files.setPosixFilePermissions(media, PosixFilePermissions.fromString("rwxr-xr-x"));
        mounts.add(mount(root, "/media", "bind", media.toString(), List.of("rbind", "ro", "nosuid")));
        return Map.of(
                "ociVersion", "1.0.2",
                "process", process(port),
                "root", Map.of("path", "rootfs", "readonly", true),
                "mounts", mounts,
                // The network stays this machine's, to be asked from here.
                "linux",
                        Map.of(
                                "namespaces",
                                Stream.of("pid", "ipc", "uts", "mount")
                                        .map(kind -> Map.of("type", kind))
                                        .toList(),
                                "seccomp",
                                Map.of(
                                        "defaultAction",
                                        "SCMP_ACT_ALLOW",
                                        "syscalls",
                                        List.of(Map.of("names", DENIED, "action", "SCMP_ACT_ERRNO")))));
    }

    private static Map<String, Object> process(int port) {
        return Map.of(
                "terminal", false,
                "cwd", "/",
                "noNewPrivileges", true,
                "user", Map.of("uid", 10001, "gid", 10001),
                "capabilities", Map.of("bounding", List.of(), "effective", List.of(), "permitted", List.of()),
                "args", List.of("/opt/physalia/bin/physalia", "serve"),
                "env",
                        List.of(
                                "PATH=/usr/bin:/bin",
                                "HOME=/data",
                                "PHYSALIA_PORT=" + port,
                                "PHYSALIA_HOST=127.0.0.1",
                                "PHYSALIA_DISCOVERY_PORT=0",
                                "PHYSALIA_POD_NAME=contained",
                                "PHYSALIA_DATA_DIR=/data",
                                "PHYSALIA_CACHE_DIR=/cache",
                                "PHYSALIA_TRANSCODE_DIR=/transcodes"));
    }

    private static Map<String, Object> mount(Path root, String to, String type, String source, List<String> options)
            throws IOException {
        // A temporary file system takes its mode from the directory below it.
        Path below = Files.createDirectories(root.resolve(to.substring(1)));
        Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxrwxrwx"));
        return Map.of("destination", to, "type", type, "source", source, "options", options);
    }

    /** Until it is ready nobody listens, or 503 is the answer. */
    private static void awaitReady(Process container, int port, Path log) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!isReady(port)) {
            assertThat(container.isAlive() && System.nanoTime() < deadline)
                    .as("the container serves: %s", Files.readString(log))
                    .isTrue();
            Thread.sleep(100);
        }
    }

    private static boolean isReady(int port) throws InterruptedException {
        try {
            return send(port, "/health/ready").statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static String ask(int port, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(port, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> send(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static int pid(String name) throws Exception {
        return new ObjectMapper()
                .readTree(run(RUNC.toString(), "state", name))
                .get("pid")
                .asInt();
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
