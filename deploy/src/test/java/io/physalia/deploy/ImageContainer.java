package io.physalia.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The image that deploy/Dockerfile makes, run by podman with its own user, environment, entry point and signal to stop. */
record ImageContainer(String image, String name, Path directory) implements Contained {

    @Override
    public Process start(int port, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of("podman", "run", "--pull", "never", "--name", name));
        command.addAll(List.of("--network", "host", "--read-only", "--read-only-tmpfs=false"));
        command.addAll(List.of("--cap-drop", "all", "--security-opt", "no-new-privileges"));
        command.addAll(List.of("--tmpfs", "/tmp:exec,mode=1777"));
        // The engine's own are more than a machine for tests may allow.
        command.addAll(List.of("--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096"));
        for (String path : WRITABLE) {
            command.addAll(List.of("--volume", Contained.volume(directory, path) + ":" + path));
        }
        command.addAll(List.of("--volume", Contained.volume(directory, MEDIA) + ":" + MEDIA + ":ro"));
        Contained.environment(port).forEach(variable -> command.addAll(List.of("--env", variable)));
        // Does not start if the cache of loaded classes was made for other files than those of the image.
        command.addAll(List.of("--env", "PHYSALIA_JAVA_OPTIONS=-XX:AOTMode=on"));
        command.addAll(List.of(image, "serve"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    @Override
    public int pid() throws Exception {
        return Integer.parseInt(Contained.run("podman", "inspect", "--format", "{{.State.Pid}}", name)
                .strip());
    }

    @Override
    public void terminate() throws Exception {
        Contained.run("podman", "stop", "--time", "60", name);
    }

    @Override
    public void remove() throws Exception {
        new ProcessBuilder("podman", "rm", "--force", "--volumes", name).start().waitFor();
    }
}
