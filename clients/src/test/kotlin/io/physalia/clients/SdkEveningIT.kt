package io.physalia.clients

import io.physalia.colony.evening.Disturber.Harm
import io.physalia.colony.evening.Weather
import io.physalia.colony.film.Film
import java.net.URI
import java.nio.file.Path
import java.time.Duration
import java.util.Random
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ThreadLocalRandom
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.jellyfin.sdk.api.client.extensions.*
import org.jellyfin.sdk.model.api.*
import org.jellyfin.sdk.model.api.request.GetItemsRequest
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.CleanupMode
import org.junit.jupiter.api.io.TempDir
import org.opentest4j.TestAbortedException

/**
 * Jellyfin's own libraries spend an evening together at a colony of three pods, each request at a pod by chance, while pods are killed, told to end and held
 * still. What was acknowledged must be there. `-Dphysalia.seed=N` repeats what is done to the pods and what everybody does, though not the moments.
 */
@Tag("soak")
class SdkEveningIT {
    @Test
    fun whatWasAcknowledgedHoldsWhateverBefallsThePods(@TempDir(cleanup = CleanupMode.NEVER) directory: Path) {
        val seed = System.getProperty("physalia.seed")?.toLong() ?: ThreadLocalRandom.current().nextLong(1_000_000)
        println("seed $seed")
        val scripts = listOf("sdk-0.13.0", "sdk-1.0.0").mapNotNull { version -> project(version)?.let { version to it } }
        // As long as one must have watched to go on where one was, and cheap to encode.
        val film = Film.Recipe.standard(600).withRate(1, 1).withSize(320, 180)
        ClientColony(directory, recipe = film, pods = 3, chance = Random(seed)).use { colony ->
            val weather = Weather()
            val history = History(weather)
            val happened = mutableListOf<String>()
            val disturber = colony.disturber(weather, seed) { synchronized(happened) { happened += it } }
            val over = CompletableFuture<Unit>()
            runBlocking(Dispatchers.IO) {
                setUp(colony, history, listOf("kotlin") + scripts.map { it.first })
                val guests = scripts.mapIndexed { index, (version, project) -> evening(project, colony.address, version, seed + index, over) }
                val evening = KotlinEvening(colony.address, "kotlin", PASSWORD, kotlin.random.Random(seed), history)
                evening.begin(this)
                val host = async { runCatching { evening.spend { over.isDone } } }
                val disturbed = runCatching { disturber.disturbOnceEach(listOf(Harm.KILL, Harm.DRAIN, Harm.PAUSE)) }
                over.complete(Unit)
                val told = "seed $seed; $happened"
                assertThat(host.await().exceptionOrNull()).describedAs(told).isNull()
                for (guest in guests.awaitAll()) {
                    println(guest.output)
                    assertThat(guest.code).describedAs("$told\n${guest.output}").isZero()
                }
                evening.judge()
                disturbed.getOrThrow()
                println("kotlin did ${history.acts()}; $happened")
                coroutineContext.cancelChildren()
            }
        }
    }

    /** Null, with a word, where there is no Node.js or its packages cannot be had. */
    private fun project(version: String) = try {
        NodeProject.install(version, "evening.mjs")
    } catch (e: TestAbortedException) {
        println("$version is left out: ${e.message}")
        null
    }

    private fun CoroutineScope.evening(project: NodeProject, address: URI, name: String, seed: Long, over: CompletableFuture<Unit>): Deferred<NodeProject.Ended> =
        async { project.run("evening.mjs", address, name, PASSWORD, seed, within = Duration.ofMinutes(6), over = over) }

    /** On a colony that is still well: films, and an administrator for each library. */
    private suspend fun setUp(colony: ClientColony, history: History, people: List<String>) {
        val host = KotlinClient(colony.address, "desk", history)
        val wizard = host.api.startupApi
        wizard.updateInitialConfiguration(wizard.getStartupConfiguration().content.copy(serverName = "Evening"))
        wizard.getFirstUser()
        wizard.updateStartupUser(StartupUserDto("host", PASSWORD))
        wizard.setRemoteAccess(StartupRemoteAccessDto(enableRemoteAccess = true, enableAutomaticPortMapping = false))
        wizard.completeWizard()
        host.signIn("host", PASSWORD)
        for (name in people) {
            val user = host.api.userApi.createUserByName(CreateUserByName(name, PASSWORD)).content
            host.api.userApi.updateUserPolicy(user.id, user.policy!!.copy(isAdministrator = true))
        }
        host.api.libraryStructureApi.addVirtualFolder(
            name = "Films",
            collectionType = CollectionTypeOptions.MOVIES,
            paths = listOf(colony.films.toString()),
            refreshLibrary = true,
            data = AddVirtualFolderDto(),
        )
        val films = GetItemsRequest(recursive = true, includeItemTypes = listOf(BaseItemKind.MOVIE), genres = listOf("Drama"))
        repeat(300) {
            // Its genre is known once it has been read, and not only found.
            if (host.api.itemsApi.getItems(films).content.totalRecordCount == 1) {
                return
            }
            delay(200)
        }
        throw AssertionError("the films did not appear")
    }

    private companion object {
        const val PASSWORD = "a good film"
    }
}
