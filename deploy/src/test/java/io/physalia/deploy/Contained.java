package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A container under the chart's security context: user 10001, read-only root, no capabilities, no new privileges, none of the system calls that
 * RuntimeDefault denies, and the volumes that the chart mounts. Its network is this machine's, to be asked from here.
 */
interface Contained {
    /** Where pods may write. */
    List<String> WRITABLE = List.of("/data", "/cache", "/transcodes");

    String MEDIA = "/media";

    /** The image's if one is named ({@code -Dphysalia.image=NAME}, which podman has), else the packed program in a root made of this machine's packages. */
    static Contained in(Path directory) throws IOException {
        String name = "physalia-" + ProcessHandle.current().pid();
        String image = System.getProperty("physalia.image", "");
        assumeTrue("root".equals(System.getProperty("user.name")), "containers need root here");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
        for (String path : WRITABLE) {
            volume(directory, path, "rwxrwxrwx");
        }
        volume(directory, MEDIA, "rwxr-xr-x");
        if (!image.isEmpty()) {
            return new ImageContainer(image, name, directory);
        }
        assumeTrue(PackedContainer.isPossible(), "there is no container runtime (runc)");
        return new PackedContainer(name, directory);
    }

    private static void volume(Path directory, String path, String permissions) throws IOException {
        Files.createDirectories(volume(directory, path));
        Files.setPosixFilePermissions(volume(directory, path), PosixFilePermissions.fromString(permissions));
    }

    /** What is mounted at a path of the container. */
    static Path volume(Path directory, String path) {
        return directory.resolve("volumes" + path);
    }

    /** What the chart sets, less what images set too. */
    static Stream<String> environment(int port) {
        return Stream.of(
                "PHYSALIA_PORT=" + port,
                "PHYSALIA_HOST=127.0.0.1",
                "PHYSALIA_DISCOVERY_PORT=0",
                "PHYSALIA_POD_NAME=contained");
    }

    /** Ends with the container, with its status; says what the container says. */
    Process start(int port, Path log) throws Exception;

    /** The container's first process, as this machine counts. */
    int pid() throws Exception;

    /** Asks it to end, as an engine does. */
    void terminate() throws Exception;

    /** Whatever state it is in. */
    void remove() throws Exception;

    /** What a command says that has to end well. */
    static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
