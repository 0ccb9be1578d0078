package io.physalia.clients

import java.nio.file.Path
import kotlin.io.path.createDirectories
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assumptions.assumeThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.CleanupMode
import org.junit.jupiter.api.io.TempDir

/**
 * Jellyfin's web client, unmodified, in Chromium. It is not a part of this project and is not fetched: the test runs where the environment variable
 * `PHYSALIA_TEST_WEB_DIR` names the directory of a client that was built elsewhere. Pictures of each page stay in `clients/target/browser`.
 */
class JellyfinWebIT {
    @Test
    fun theWebClientSetsUpBrowsesPlaysAndAdministers(@TempDir(cleanup = CleanupMode.NEVER) directory: Path) {
        val client = System.getenv("PHYSALIA_TEST_WEB_DIR").orEmpty()
        assumeThat(client).describedAs("PHYSALIA_TEST_WEB_DIR names no built web client").isNotEmpty()
        val chromium = NodeProject.find("chromium")
        assumeThat(chromium).describedAs("chromium is not on the PATH").isNotNull()
        val project = NodeProject.install("browser", "web.mjs")
        val pictures = ClientColony.HOME.resolve("clients/target/browser").createDirectories()
        ClientColony(directory, mapOf("PHYSALIA_WEB_DIR" to client)).use { colony ->
            val journey = project.run("web.mjs", colony.address, colony.films, chromium!!, pictures)
            assertThat(journey.code).describedAs(journey.output).isZero()
            assertThat(journey.output.lines().filter { it.startsWith("ok - ") }).hasSize(5)
        }
    }
}
