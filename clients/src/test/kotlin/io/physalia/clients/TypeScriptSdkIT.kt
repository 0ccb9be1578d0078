package io.physalia.clients

import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.io.CleanupMode
import org.junit.jupiter.api.io.TempDir
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/**
 * The TypeScript library that Jellyfin's web client is built on, in both generations, through a front door that sends each request to the next of
 * two pods. What it does is in `src/test/typescript/journey.mjs`.
 */
class TypeScriptSdkIT {
    @ParameterizedTest
    @ValueSource(strings = ["sdk-0.13.0", "sdk-1.0.0"])
    fun aServerIsSetUpBrowsedEditedAndAdministered(
        version: String,
        @TempDir(cleanup = CleanupMode.NEVER) directory: Path,
    ) {
        val project = NodeProject.install(version, "journey.mjs")
        ClientColony(directory).use { colony ->
            val journey = project.run("journey.mjs", colony.address, colony.films, colony.series, colony.music)
            assertThat(journey.code).describedAs(journey.output).isZero()
            assertThat(journey.output.lines().filter { it.startsWith("ok - ") }).hasSize(15)
        }
    }
}
