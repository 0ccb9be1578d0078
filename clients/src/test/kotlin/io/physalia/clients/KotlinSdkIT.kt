package io.physalia.clients

import java.nio.file.Path
import java.util.UUID
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
import org.jellyfin.sdk.model.serializer.toUUID
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
    private lateinit var colony: ClientColony
    private lateinit var admin: ApiClient
    private lateinit var film: UUID

    @BeforeAll
    fun startColony(@TempDir(cleanup = CleanupMode.NEVER) directory: Path) {
        colony = ClientColony(directory)
        admin = client("living room")
    }

    @AfterAll
    fun stopColony() = colony.close()

    private fun client(device: String) =
        OkHttpFactory().let {
            it.create(
                colony.address.toString(),
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
            paths = listOf(colony.films.toString()),
            refreshLibrary = true,
            data = AddVirtualFolderDto(),
        )
        val folder = admin.libraryStructureApi.getVirtualFolders().content.single()
        assertThat(folder.locations).containsExactly(colony.films.toString())
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
    fun aPlaylistIsMadeOrderedAndDeleted() = runBlocking<Unit> {
        val both = admin.itemsApi.getItems(films()).content.items.map { it.id }
        val list = admin.playlistsApi.createPlaylist(
            CreatePlaylistDto(name = "Evening", ids = listOf(both[0]), users = listOf(), isPublic = true),
        ).content.id.toUUID()
        admin.playlistsApi.addItemToPlaylist(list, listOf(both[1]))
        val entries = admin.playlistsApi.getPlaylistItems(list).content.items
        assertThat(entries.map { it.id }).containsExactlyElementsOf(both)
        admin.playlistsApi.moveItem(list.toString(), entries[1].playlistItemId!!, 0)
        assertThat(admin.playlistsApi.getPlaylistItems(list).content.items.map { it.id }).containsExactly(both[1], both[0])
        admin.playlistsApi.removeItemFromPlaylist(list.toString(), listOf(entries[0].playlistItemId!!))
        assertThat(admin.playlistsApi.getPlaylistItems(list).content.items.map { it.id }).containsExactly(both[1])
        admin.libraryApi.deleteItem(list)
        refused(404) { admin.userLibraryApi.getItem(list) }
        assertThat(admin.itemsApi.getItems(films()).content.totalRecordCount).isEqualTo(2)
    }

    @Test
    @Order(6)
    fun aCollectionIsMadeAndChanged() = runBlocking<Unit> {
        val both = admin.itemsApi.getItems(films()).content.items.map { it.id }
        val set = admin.collectionApi.createCollection(name = "Letters", ids = listOf(both[0].toString())).content.id
        admin.collectionApi.addToCollection(set, listOf(both[1]))
        val members = GetItemsRequest(parentId = set, sortBy = listOf(ItemSortBy.SORT_NAME))
        assertThat(admin.itemsApi.getItems(members).content.items.map { it.id }).containsExactlyElementsOf(both)
        admin.collectionApi.removeFromCollection(set, listOf(both[0]))
        assertThat(admin.itemsApi.getItems(members).content.items.map { it.id }).containsExactly(both[1])
        admin.libraryApi.deleteItem(set)
        assertThat(admin.itemsApi.getItems(films()).content.totalRecordCount).isEqualTo(2)
    }

    @Test
    @Order(7)
    fun aFilmIsEdited() = runBlocking<Unit> {
        assertThat(admin.itemUpdateApi.getMetadataEditorInfo(film).content.parentalRatingOptions).isNotEmpty()
        val before = admin.userLibraryApi.getItem(film).content
        assertThat(before.genres).containsExactly("Drama")
        admin.itemUpdateApi.updateItem(film, before.copy(overview = "Changed.", genres = listOf("Comedy"), tags = listOf("sea")))
        val after = admin.userLibraryApi.getItem(film).content
        assertThat(after.overview).isEqualTo("Changed.")
        assertThat(after.genres).containsExactly("Comedy")
        assertThat(after.tags).containsExactly("sea")
        assertThat(after.name).isEqualTo(before.name)
        assertThat(admin.itemsApi.getItems(films().copy(tags = listOf("sea"))).content.items.map { it.id }).containsExactly(film)
    }

    @Test
    @Order(8)
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
    @Order(9)
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
    @Order(10)
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

    @Test
    @Order(11)
    fun aFilmIsDeletedWithItsFile() = runBlocking<Unit> {
        val doomed = admin.itemsApi.getItems(films().copy(searchTerm = "emile", fields = listOf(ItemFields.PATH))).content.items.single()
        admin.libraryApi.deleteItem(doomed.id)
        refused(404) { admin.userLibraryApi.getItem(doomed.id) }
        assertThat(Path.of(doomed.path!!)).doesNotExist()
        assertThat(admin.itemsApi.getItems(films()).content.items.map { it.id }).containsExactly(film)
    }
}
