package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** What a person does with a new server: the wizard, signing in, a library. */
final class FirstSteps {
    private FirstSteps() {}

    /** Goes through the wizard. The answer is the administrator {@code root}, signed in. */
    static Client setUp(TestPod pod) throws Exception {
        Client anonymous = Client.anonymous(pod.address());
        anonymous.json("POST", "/Startup/Configuration", "{\"ServerName\":\"Test server\",\"UICulture\":\"en-US\"}");
        assertThat(anonymous.json("/Startup/User").get("Name").asText()).isNotBlank();
        anonymous.json("POST", "/Startup/User", "{\"Name\":\"root\",\"Password\":\"correct horse\"}");
        anonymous.json("POST", "/Startup/RemoteAccess", "{\"EnableRemoteAccess\":true}");
        anonymous.json("POST", "/Startup/Complete", "");
        return anonymous.signIn("root", "correct horse", "tests");
    }

    /** Adds a library and waits until it is scanned. */
    static void addLibrary(Client admin, String type, String name, Path folder) throws Exception {
        admin.json(
                "POST",
                "/Library/VirtualFolders?collectionType=" + type + "&refreshLibrary=true&name=" + name + "&paths="
                        + URLEncoder.encode(folder.toString(), StandardCharsets.UTF_8),
                "{\"LibraryOptions\":{}}");
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isIdle(admin, name)) {
            assertThat(System.nanoTime()).as("the scan takes too long").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    /** Whether a library has items and is not being scanned. */
    static boolean isIdle(Client admin, String name) throws Exception {
        for (JsonNode library : admin.json("/Library/VirtualFolders")) {
            if (library.get("Name").asText().equals(name)) {
                String id = library.get("ItemId").asText();
                return library.get("RefreshStatus").asText().equals("Idle")
                        && admin.json("/Items?recursive=true&parentId=" + id)
                                        .get("TotalRecordCount")
                                        .asInt()
                                > 0;
            }
        }
        return false;
    }
}
