package io.physalia.clients

import io.physalia.colony.door.Backends
import io.physalia.colony.door.DoorListener
import io.physalia.colony.door.FrontDoor
import io.physalia.colony.film.FfmpegRunner
import io.physalia.colony.film.Film
import io.physalia.colony.pod.Colony
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.UUID
import kotlin.io.path.createDirectories
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.jellyfin.sdk.api.client.ApiClient
import org.jellyfin.sdk.api.client.HttpClientOptions
import org.jellyfin.sdk.api.client.exception.InvalidStatusException
import org.jellyfin.sdk.api.client.extensions.*
import org.jellyfin.sdk.api.okhttp.OkHttpFactory
import org.jellyfin.sdk.model.ClientInfo
import org.jellyfin.sdk.model.DeviceInfo
import org.jellyfin.sdk.model.api.*
import org.jellyfin.sdk.model.api.request.GetItemsRequest
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.MethodOrderer
import org.junit.jupiter.api.Order
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.TestMethodOrder
import org.junit.jupiter.api.io.CleanupMode
import org.junit.jupiter.api.io.TempDir

/**
 * The Kotlin library that the Android apps are built on, through a front door that sends each request to the next of two pods. It
 * refuses every answer in which something is missing that it must not miss, so that what it reads is what the apps can read.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation::class)
class KotlinSdkIT {
    private lateinit var colony: Colony
    private lateinit var backends: Backends
    private lateinit var door: FrontDoor
    private lateinit var films: Path
    private lateinit var admin: ApiClient
    private lateinit var film: UUID

    @BeforeAll
    fun startColony(@TempDir(cleanup = CleanupMode.NEVER) directory: Path) {
        val home = Path.of(System.getProperty("physalia.home"))
        val recipe = Film.Recipe.standard(20).withSize(160, 90)
        val cached = Film.cached(recipe, home.resolve("colony/target/films"), FfmpegRunner.find())
        films = directory.resolve("films")
        for (name in listOf("Alpha (2001)", "Émile (2002)")) {
            val target = films.resolve(name).createDirectories().resolve("$name.${recipe.extension()}")
            Files.copy(cached.file(), target)
        }
        colony = Colony.start(Colony.Options.of(directory).withPods(2).withStorage(Colony.Storage.POD))
        backends = Backends(Duration.ofMillis(500), Duration.ofMillis(250))
        colony.pods().forEach { backends.add(it.name(), it.address()) }
        door = FrontDoor(0, backends, DoorListener.NONE, null)
        admin = client("living room")
    }

    @AfterAll
    fun stopColony() {
        door.close()
        backends.close()
        colony.close()
    }

    private fun client(device: String) =
        OkHttpFactory().let {
            it.create(
                door.address().toString(),
                null,
                ClientInfo("Physalia's tests", "1.0"),
                DeviceInfo("id of $device", device),
                HttpClientOptions(),
                it,
            )
        }

    private suspend fun ApiClient.signIn(name: String, password: String): UserDto {
        val result = userApi.authenticateUserByName(AuthenticateUserByName(name, password)).content
        update(accessToken = result.accessToken)
        return result.user!!
    }

    private suspend fun refused(status: Int, call: suspend () -> Unit) {
        try {
            call()
        } catch (e: InvalidStatusException) {
            assertThat(e.status).isEqualTo(status)
            return
        }
        throw AssertionError("was let through")
    }

    @Test
    @Order(1)
    fun aNewServerIsSetUp() = runBlocking<Unit> {
        val info = admin.systemApi.getPublicSystemInfo().content
        assertThat(info.startupWizardCompleted).isFalse()
        assertThat(info.productName).isEqualTo("Jellyfin Server")
        assertThat(info.version).isEqualTo("12.0.0")
        val configuration = admin.startupApi.getStartupConfiguration().content
        admin.startupApi.updateInitialConfiguration(configuration.copy(serverName = "Colony"))
        admin.startupApi.getFirstUser()
        admin.startupApi.updateStartupUser(StartupUserDto("anna", "secret"))
        admin.startupApi.setRemoteAccess(StartupRemoteAccessDto(enableRemoteAccess = true, enableAutomaticPortMapping = false))
        assertThat(admin.localizationApi.getCultures().content).isNotEmpty()
        assertThat(admin.localizationApi.getCountries().content).isNotEmpty()
        assertThat(admin.localizationApi.getLocalizationOptions().content).isNotEmpty()
        admin.startupApi.completeWizard()
        assertThat(admin.systemApi.getPublicSystemInfo().content.startupWizardCompleted).isTrue()
        refused(401) { admin.startupApi.getStartupConfiguration() }
    }

    @Test
    @Order(2)
    fun theAdministratorSignsInAndAddsALibrary() = runBlocking<Unit> {
        refused(401) { admin.signIn("anna", "wrong") }
        val user = admin.signIn("ANNA", "secret")
        assertThat(user.policy!!.isAdministrator).isTrue()
        assertThat(admin.userApi.getCurrentUser().content.name).isEqualTo("anna")
        admin.libraryStructureApi.addVirtualFolder(
            name = "Films",
            collectionType = CollectionTypeOptions.MOVIES,
            paths = listOf(films.toString()),
            refreshLibrary = true,
            data = AddVirtualFolderDto(),
        )
        val folder = admin.libraryStructureApi.getVirtualFolders().content.single()
        assertThat(folder.locations).containsExactly(films.toString())
        val found = awaitItems(2)
        assertThat(found.map { it.name }).containsExactly("Alpha", "Émile")
        film = found.first().id
    }

    private suspend fun awaitItems(count: Int): List<BaseItemDto> {
        repeat(150) {
            val page = admin.itemsApi.getItems(films()).content
            if (page.totalRecordCount == count) {
                return page.items
            }
            delay(200)
        }
        throw AssertionError("the films did not appear")
    }

    private fun films() = GetItemsRequest(
        recursive = true,
        includeItemTypes = listOf(BaseItemKind.MOVIE),
        sortBy = listOf(ItemSortBy.SORT_NAME),
    )

    @Test
    @Order(3)
    fun filmsAreBrowsedAndFound() = runBlocking<Unit> {
        val view = admin.userViewsApi.getUserViews().content.items.single()
        assertThat(view.collectionType).isEqualTo(CollectionType.MOVIES)
        val inView = admin.itemsApi.getItems(GetItemsRequest(parentId = view.id)).content
        assertThat(inView.totalRecordCount).isEqualTo(2)
        val detail = admin.userLibraryApi.getItem(film).content
        assertThat(detail.productionYear).isEqualTo(2001)
        assertThat(detail.mediaSources!!.single().mediaStreams!!.map { it.type })
            .contains(MediaStreamType.VIDEO, MediaStreamType.AUDIO)
        assertThat(admin.userLibraryApi.getLatestMedia().content).hasSize(2)
        assertThat(admin.itemsApi.getItems(films().copy(searchTerm = "emile")).content.items.map { it.name })
            .containsExactly("Émile")
        assertThat(admin.itemsApi.getItems(films().copy(years = listOf(2002))).content.totalRecordCount).isEqualTo(1)
        assertThat(admin.itemsApi.getItems(films().copy(limit = 1, startIndex = 1)).content.items.map { it.name })
            .containsExactly("Émile")
        refused(404) { admin.userLibraryApi.getItem(UUID.randomUUID()) }
    }

    @Test
    @Order(4)
    fun aFilmIsPlayedMarkedAndResumed() = runBlocking<Unit> {
        val info = admin.mediaInfoApi.getPostedPlaybackInfo(film, PlaybackInfoDto()).content
        val source = info.mediaSources.single()
        val session = info.playSessionId!!
        admin.playStateApi.reportPlaybackStart(
            PlaybackStartInfo(
                itemId = film, mediaSourceId = source.id, playSessionId = session, canSeek = true, isPaused = false,
                isMuted = false, playMethod = PlayMethod.DIRECT_PLAY, repeatMode = RepeatMode.REPEAT_NONE,
                playbackOrder = PlaybackOrder.DEFAULT,
            ),
        )
        assertThat(admin.sessionApi.getSessions().content).isNotEmpty()
        admin.playStateApi.markPlayedItem(film)
        assertThat(admin.userLibraryApi.getItem(film).content.userData!!.played).isTrue()
        admin.playStateApi.markUnplayedItem(film)
        admin.playStateApi.reportPlaybackStopped(
            PlaybackStopInfo(
                itemId = film, mediaSourceId = source.id, playSessionId = session, positionTicks = 100_000_000,
                failed = false,
            ),
        )
        assertThat(admin.userLibraryApi.markFavoriteItem(film).content.isFavorite).isTrue()
        assertThat(admin.itemsApi.getItems(films().copy(isFavorite = true)).content.items.map { it.id })
            .containsExactly(film)
        admin.userLibraryApi.unmarkFavoriteItem(film)
    }

    @Test
    @Order(5)
    fun anotherUserIsMadeLimitedAndRemoved() = runBlocking<Unit> {
        val ben = admin.userApi.createUserByName(CreateUserByName("ben", "pw")).content
        assertThat(admin.userApi.getUsers().content.map { it.name }).contains("anna", "ben")
        val guest = client("phone")
        guest.signIn("ben", "pw")
        assertThat(guest.itemsApi.getItems(films()).content.totalRecordCount).isEqualTo(2)
        refused(403) { guest.libraryStructureApi.getVirtualFolders() }
        refused(403) { guest.userApi.createUserByName(CreateUserByName("eve", "pw")) }
        admin.userApi.updateUserPolicy(ben.id, ben.policy!!.copy(enableAllFolders = false, enabledFolders = listOf()))
        // A change on one pod holds on the others within 100 ms.
        delay(150)
        assertThat(guest.itemsApi.getItems(films()).content.totalRecordCount).isEqualTo(0)
        refused(404) { guest.userLibraryApi.getItem(film) }
        guest.displayPreferencesApi.getDisplayPreferences("usersettings", client = "emby").content
        admin.userApi.deleteUser(ben.id)
        delay(150)
        refused(401) { guest.userApi.getCurrentUser() }
    }

    @Test
    @Order(6)
    fun aDeviceIsPairedWithQuickConnect() = runBlocking<Unit> {
        val tv = client("tv")
        assertThat(tv.quickConnectApi.getQuickConnectEnabled().content).isTrue()
        val asked = tv.quickConnectApi.initiateQuickConnect().content
        assertThat(tv.quickConnectApi.getQuickConnectState(asked.secret).content.authenticated).isFalse()
        assertThat(admin.quickConnectApi.authorizeQuickConnect(asked.code).content).isTrue()
        assertThat(tv.quickConnectApi.getQuickConnectState(asked.secret).content.authenticated).isTrue()
        val result = tv.userApi.authenticateWithQuickConnect(QuickConnectDto(asked.secret)).content
        tv.update(accessToken = result.accessToken)
        assertThat(tv.userApi.getCurrentUser().content.name).isEqualTo("anna")
        assertThat(admin.devicesApi.getDevices().content.items.map { it.name }).contains("tv")
        tv.sessionApi.reportSessionEnded()
        delay(150)
        refused(401) { tv.userApi.getCurrentUser() }
    }

    @Test
    @Order(7)
    fun theServerIsAdministered() = runBlocking<Unit> {
        assertThat(admin.systemApi.getSystemInfo().content.serverName).isEqualTo("Colony")
        val configuration = admin.configurationApi.getConfiguration().content
        admin.configurationApi.updateConfiguration(configuration.copy(serverName = "Renamed"))
        delay(150)
        assertThat(admin.systemApi.getPublicSystemInfo().content.serverName).isEqualTo("Renamed")
        admin.apiKeyApi.createKey("robot")
        val key = admin.apiKeyApi.getKeys().content.items.single { it.appName == "robot" }
        val robot = client("robot")
        robot.update(accessToken = key.accessToken)
        assertThat(robot.userApi.getUsers().content).isNotEmpty()
        admin.apiKeyApi.revokeKey(key.accessToken!!)
        delay(150)
        refused(401) { robot.userApi.getUsers() }
        assertThat(admin.activityLogApi.getLogEntries().content.items).isNotEmpty()
        assertThat(admin.scheduledTasksApi.getTasks().content).isNotEmpty()
        assertThat(admin.pluginsApi.getPlugins().content).isEmpty()
        assertThat(admin.systemApi.getServerLogs().content).isNotEmpty()
        assertThat(admin.brandingApi.getBrandingOptions().content.splashscreenEnabled).isFalse()
    }
}
