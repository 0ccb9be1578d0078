package io.physalia.clients

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.REPLACE_EXISTING
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.io.path.createDirectories
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assumptions.assumeThat

/** A script of `src/test/typescript` with the packages of one lock file, in the target directory, where it stays until a clean build. */
class NodeProject private constructor(private val directory: Path) {
    class Ended(val code: Int, val output: String)

    /**
     * Runs the project's script to its end.
     *
     * @param within it is killed when this has passed
     * @param over its standard input is closed when this is completed
     * @param heard gets each line of its output, as it comes
     */
    fun run(
        script: String,
        vararg arguments: Any,
        within: Duration = Duration.ofMinutes(2),
        over: CompletableFuture<*> = CompletableFuture.completedFuture(null),
        heard: (String) -> Unit = {},
    ) = ended(directory, listOf("node", script) + arguments.map { it.toString() }, within, over, heard)

    companion object {
        private val UNREACHABLE =
            listOf("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "E403")

        /** Skips the test where there is no Node.js, or where its packages cannot be had. */
        fun install(name: String, script: String): NodeProject {
            for (program in listOf("node", "npm")) {
                assumeThat(find(program)).describedAs("$program is not on the PATH").isNotNull()
            }
            val sources = ClientColony.HOME.resolve("clients/src/test/typescript")
            val directory = ClientColony.HOME.resolve("clients/target/typescript/$name").createDirectories()
            val locked = sources.resolve("$name/package-lock.json")
            val before = directory.resolve("node_modules/.installed.json")
            val isInstalled = Files.exists(before) && Files.mismatch(locked, before) == -1L
            for (file in listOf(sources.resolve("$name/package.json"), locked, sources.resolve(script))) {
                Files.copy(file, directory.resolve(file.fileName), REPLACE_EXISTING)
            }
            if (!isInstalled) {
                val npm = ended(directory, listOf("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"))
                assumeThat(UNREACHABLE.none { it in npm.output }).describedAs("npm packages cannot be had: ${npm.output}").isTrue()
                assertThat(npm.code).describedAs(npm.output).isZero()
                Files.copy(locked, before, REPLACE_EXISTING)
            }
            return NodeProject(directory)
        }

        /** The program of a name on the PATH. */
        fun find(program: String): Path? = System.getenv("PATH").orEmpty().split(':')
            .map { Path.of(it, program) }
            .firstOrNull { Files.isExecutable(it) }

        private fun ended(
            directory: Path,
            command: List<String>,
            within: Duration = Duration.ofMinutes(2),
            over: CompletableFuture<*> = CompletableFuture.completedFuture(null),
            heard: (String) -> Unit = {},
        ): Ended {
            val process = ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start()
            val killer = Thread.ofVirtual().start {
                if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.descendants().forEach { it.destroyForcibly() }
                    process.destroyForcibly()
                }
            }
            over.whenComplete { _, _ -> process.outputStream.close() }
            val output = process.inputReader().useLines { lines -> lines.onEach(heard).joinToString("\n") }
            killer.join()
            return Ended(process.waitFor(), output)
        }
    }
}
