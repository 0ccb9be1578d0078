package io.physalia.clients

import io.physalia.colony.film.Film
import java.nio.file.Path
import java.time.Duration
import kotlin.io.path.createDirectories
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assumptions.assumeThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.CleanupMode
import org.junit.jupiter.api.io.TempDir

/**
 * Jellyfin's web client, unmodified, in Chromium, through a front door that sends each request to the next of two pods. It is not a part of this
 * project and is not fetched: the test runs where `-Dphysalia.web` names the directory of a client that was built elsewhere. Pictures of each page
 * stay in `clients/target/browser`.
 */
class JellyfinWebIT {
    @Test
    fun theWebClientSetsUpBrowsesPlaysThroughAKillAndAdministers(
        @TempDir(cleanup = CleanupMode.NEVER) directory: Path,
    ) {
        val client = System.getProperty("physalia.web").orEmpty()
        assumeThat(client).describedAs("-Dphysalia.web names no built web client").isNotEmpty()
        val chromium = NodeProject.find("chromium")
        assumeThat(chromium).describedAs("chromium is not on the PATH").isNotNull()
        val project = NodeProject.install("browser", "web.mjs")
        val pictures = ClientColony.HOME.resolve("clients/target/browser").createDirectories()
        // Of a kind that no browser plays, and encoded two segments ahead of the viewer: there is something left to do when a pod dies.
        val film = Film.Recipe.standard(75).withSize(320, 180).withVideo("mpeg2video")
        val settings = mapOf("PHYSALIA_WEB_DIR" to client, "PHYSALIA_TRANSCODE_AHEAD" to "6s")
        ClientColony(directory, settings, film).use { colony ->
            val arguments = arrayOf(colony.address, colony.films, colony.series, colony.music, chromium!!, pictures)
            val journey = project.run("web.mjs", *arguments, within = Duration.ofMinutes(10)) { line ->
                when {
                    line.startsWith("kill ") -> colony.kill(line.substringAfter(' '))
                    line.startsWith("start ") -> colony.start(line.substringAfter(' '))
                }
            }
            assertThat(journey.code).describedAs(journey.output).isZero()
            assertThat(journey.output.lines().filter { it.startsWith("ok - ") }).hasSize(9)
        }
    }
}
