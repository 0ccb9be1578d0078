package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packed program, run by runc: the root is this machine's own packages, read-only, with the program and Java where the image has them. */
record PackedContainer(String name, Path directory) implements Contained {
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

    static boolean isPossible() {
        return Files.isExecutable(RUNC);
    }

    @Override
    public Process start(int port, Path log) throws Exception {
        Path bundle = Files.createDirectories(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("config.json"), new ObjectMapper().writeValueAsString(config(stage(), port)));
        return new ProcessBuilder(RUNC.toString(), "run", "--bundle", bundle.toString(), name)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    @Override
    public int pid() throws Exception {
        return new ObjectMapper()
                .readTree(Contained.run(RUNC.toString(), "state", name))
                .get("pid")
                .asInt();
    }

    @Override
    public void terminate() throws Exception {
        Contained.run(RUNC.toString(), "kill", name, "TERM");
    }

    @Override
    public void remove() throws Exception {
        new ProcessBuilder(RUNC.toString(), "delete", "--force", name).start().waitFor();
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
        for (String path : WRITABLE) {
            String volume = Contained.volume(directory, path).toString();
            mounts.add(mount(root, path, "bind", volume, List.of("rbind", "rw", "nosuid")));
        }
        String media = Contained.volume(directory, MEDIA).toString();
        mounts.add(mount(root, MEDIA, "bind", media, List.of("rbind", "ro", "nosuid")));
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
                        Stream.concat(
                                        Contained.environment(port),
                                        Stream.of(
                                                "PATH=/usr/bin:/bin",
                                                "HOME=/data",
                                                "PHYSALIA_DATA_DIR=/data",
                                                "PHYSALIA_CACHE_DIR=/cache",
                                                "PHYSALIA_TRANSCODE_DIR=/transcodes"))
                                .toList());
    }

    private static Map<String, Object> mount(Path root, String to, String type, String source, List<String> options)
            throws IOException {
        // A temporary file system takes its mode from the directory below it.
        Path below = Files.createDirectories(root.resolve(to.substring(1)));
        Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxrwxrwx"));
        return Map.of("destination", to, "type", type, "source", source, "options", options);
    }
}
