package io.physalia.clients

import io.physalia.colony.evening.Belief
import io.physalia.hls.Segmenter
import io.physalia.hls.audit.MasterPlaylistAudit
import io.physalia.hls.audit.MediaPlaylistAudit
import io.physalia.hls.audit.SegmentAudit
import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration
import java.util.UUID
import java.util.concurrent.ConcurrentHashMap
import kotlin.random.Random
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import org.jellyfin.sdk.api.client.extensions.*
import org.jellyfin.sdk.api.sockets.subscribe
import org.jellyfin.sdk.model.api.*
import org.jellyfin.sdk.model.api.request.GetItemsRequest
import org.jellyfin.sdk.model.serializer.toUUID

/** What an administrator does of an evening with the Kotlin library, and what must then be true. */
class KotlinEvening(
    private val address: URI,
    private val name: String,
    private val password: String,
    private val random: Random,
    private val history: History,
) {
    private val me = KotlinClient(address, "couch of $name", history)
    private val neighbour = KotlinClient(address, "armchair of $name", history)
    private lateinit var party: KotlinParty
    private val player = HttpClient.newHttpClient()
    private val heard = ConcurrentHashMap<String, MutableSet<UUID>>()
    private val accepted = mutableListOf<String>()
    private val position = Belief(0L)
    private val favourite = Belief(false)
    private val entries = Belief(listOf<UUID>())
    private var playlist: UUID? = null
    private var list = listOf<BaseItemDto>()
    private var devices = 0
    private lateinit var films: List<UUID>

    private val acts: Map<String, suspend () -> Unit> = mapOf(
        "browsing" to ::browse,
        "marking" to ::mark,
        "watching" to ::watch,
        "listing" to ::arrange,
        "pairing" to ::pair,
        "leaving" to ::leave,
        "administering" to ::administer,
        "messaging" to ::message,
        "watching together" to { party.perform() },
    )

    suspend fun begin(scope: CoroutineScope) {
        me.signIn(name, password)
        neighbour.signIn(name, password)
        films = found(FILMS).map { it.id }
        party = KotlinParty(listOf(me, neighbour), films[0], random, history)
        party.listen(scope)
        scope.launch {
            me.api.webSocket.subscribe<GeneralCommandMessage>().collect { command ->
                val text = command.data?.arguments?.get("Text") ?: return@collect
                heard.computeIfAbsent(text) { ConcurrentHashMap.newKeySet() }.add(command.messageId)
            }
        }
    }

    /** Does each thing once and then by chance, until it is over. */
    suspend fun spend(isOver: () -> Boolean) {
        val all = acts.entries.toList()
        var round = 0
        while (round < all.size || !isOver()) {
            val (act, perform) = if (round < all.size) all[round] else all.random(random)
            history.note("-- $act")
            perform()
            history.did(act)
            round++
            // People look before they press the next button, and there are but two processors.
            delay(100L + random.nextLong(400))
        }
    }

    private suspend fun found(request: GetItemsRequest) = me.see("the films") { itemsApi.getItems(request) }.items

    private suspend fun userData(film: UUID) = me.see("a film") { userLibraryApi.getItem(film) }.userData!!

    private suspend fun browse() {
        history.expect(found(FILMS).map { it.name } == listOf("Alpha", "Émile")) { "the list of films is wrong" }
        val mistyped = found(FILMS.copy(searchTerm = "EMILE")).map { it.name }
        history.expect(mistyped == listOf("Émile")) { "the search found $mistyped" }
        val film = me.see("a film") { userLibraryApi.getItem(films[0]) }
        history.expect(film.productionYear == 2001 && film.genres == listOf("Drama")) { "a film's page is wrong: $film" }
    }

    private suspend fun mark() {
        val wanted = random.nextBoolean()
        val film = films[1]
        favourite.changed(wanted, me.change("marking") { if (wanted) userLibraryApi.markFavoriteItem(film) else userLibraryApi.unmarkFavoriteItem(film) })
        history.compare(favourite, userData(film).isFavorite, "whether it is a favourite")
        val listed = found(FILMS.copy(isFavorite = true)).any { it.id == film }
        history.compare(favourite, listed, "whether it is in the list of favourites")
    }

    private suspend fun watch() {
        val film = films[0]
        val info = me.see("playback info") { mediaInfoApi.getPostedPlaybackInfo(film, AS_HLS) }
        val source = info.mediaSources.single()
        val session = info.playSessionId!!
        var ticks = (60 + random.nextLong(100)) * TICKS
        val begun = me.change("playback start") {
            playStateApi.reportPlaybackStart(
                PlaybackStartInfo(
                    itemId = film, mediaSourceId = source.id, playSessionId = session, positionTicks = ticks, canSeek = true, isPaused = false,
                    isMuted = false, playMethod = PlayMethod.TRANSCODE, repeatMode = RepeatMode.REPEAT_NONE, playbackOrder = PlaybackOrder.DEFAULT,
                ),
            )
        }
        position.changed(ticks, begun)
        play(address.resolve(source.transcodingUrl!!)) {
            ticks += 5 * TICKS
            val told = me.change("progress") {
                playStateApi.reportPlaybackProgress(
                    PlaybackProgressInfo(
                        itemId = film, mediaSourceId = source.id, playSessionId = session, positionTicks = ticks, canSeek = true, isPaused = false,
                        isMuted = false, playMethod = PlayMethod.TRANSCODE, repeatMode = RepeatMode.REPEAT_NONE, playbackOrder = PlaybackOrder.DEFAULT,
                    ),
                )
            }
            position.changed(ticks, told)
            history.compare(position, userData(film).playbackPositionTicks, "the position")
        }
        ticks += 5 * TICKS
        val stop = PlaybackStopInfo(itemId = film, mediaSourceId = source.id, playSessionId = session, positionTicks = ticks, failed = false)
        position.changed(ticks, me.change("playback stop") { playStateApi.reportPlaybackStopped(stop) })
        history.compare(position, userData(film).playbackPositionTicks, "the position")
        me.change("end of encoding") { hlsSegmentApi.stopEncodingProcess(me.deviceId, session) }
    }

    /** Fetches some segments in a row, as a player does, and has them examined: nothing missing, nothing twice. */
    private suspend fun play(master: URI, afterEach: suspend () -> Unit) {
        val media = MasterPlaylistAudit.of(fetch(master).decodeToString(), master).variants().first().uri()
        val playlist = MediaPlaylistAudit.of(fetch(media).decodeToString(), media)
        val audit = SegmentAudit(playlist, Segmenter.ORIGIN_SECONDS.toDouble(), true)
        val first = random.nextInt(playlist.segments().size - 6)
        for (index in first until first + 3 + random.nextInt(3)) {
            audit.segment(index, fetch(playlist.segments()[index].uri()))
            afterEach()
        }
        history.expect(audit.problems().isEmpty()) { "the stream is broken: ${audit.problems()}" }
    }

    private suspend fun fetch(uri: URI): ByteArray {
        val deadline = System.nanoTime() + PATIENCE.toNanos()
        while (true) {
            val status = try {
                val answer = player.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray())
                history.note("GET ${uri.path} ${answer.statusCode()}")
                if (answer.statusCode() == 200) {
                    return answer.body()
                }
                answer.statusCode()
            } catch (e: IOException) {
                history.note("GET ${uri.path} broke off: $e")
                0
            }
            history.expect(status in listOf(0, 502, 503) && System.nanoTime() < deadline) { "GET $uri was answered $status" }
            delay(250)
        }
    }

    private suspend fun arrange() {
        val id = playlist
        if (id == null) {
            val wanted = CreatePlaylistDto(name = "Of $name", ids = listOf(), users = listOf(), isPublic = true)
            playlist = me.write("a playlist") { playlistsApi.createPlaylist(wanted) }?.id?.toUUID()
            return
        }
        val ids = list.map { it.id }.toMutableList()
        val from = if (ids.size < 2) -1 else random.nextInt(-1, ids.size)
        if (from < 0 && ids.size < 8) {
            val film = films.random(random)
            entries.changed(ids + film, me.change("adding") { playlistsApi.addItemToPlaylist(id, listOf(film)) })
        } else {
            val at = maxOf(from, 0)
            val entry = list[at].playlistItemId!!
            val taken = ids.removeAt(at)
            if (random.nextBoolean()) {
                entries.changed(ids, me.change("removing") { playlistsApi.removeItemFromPlaylist(id.toString(), listOf(entry)) })
            } else {
                val to = random.nextInt(list.size)
                ids.add(to, taken)
                entries.changed(ids, me.change("moving") { playlistsApi.moveItem(id.toString(), entry, to) })
            }
        }
        list = me.see("the playlist") { playlistsApi.getPlaylistItems(id) }.items
        history.compare(entries, list.map { it.id }, "the playlist")
    }

    private suspend fun pair() {
        val tv = KotlinClient(address, "tv ${++devices} of $name", history)
        val asked = tv.write("asking for a code") { quickConnectApi.initiateQuickConnect() } ?: return
        if (!me.change("the code") { quickConnectApi.authorizeQuickConnect(asked.code) }) {
            return
        }
        val state = tv.see("the code's state") { quickConnectApi.getQuickConnectState(asked.secret) }
        history.expect(state.authenticated) { "the device does not see that it was let in" }
        val result = tv.write("signing in with it") { userApi.authenticateWithQuickConnect(QuickConnectDto(asked.secret)) } ?: return
        tv.api.update(accessToken = result.accessToken)
        history.expect(tv.see("who I am") { userApi.getCurrentUser() }.name == name) { "the device was let in as somebody else" }
    }

    private suspend fun leave() {
        val phone = KotlinClient(address, "phone ${++devices} of $name", history)
        phone.signIn(name, password)
        phone.see("who I am") { userApi.getCurrentUser() }
        if (phone.change("signing out") { sessionApi.reportSessionEnded() }) {
            phone.becomes(401, "who I am") { userApi.getCurrentUser() }
        }
    }

    private suspend fun administer() {
        val guest = KotlinClient(address, "tablet ${++devices} of $name", history)
        val guestName = "guest $devices of $name"
        val made = me.write("a user") { userApi.createUserByName(CreateUserByName(guestName, "pw")) } ?: return
        guest.signIn(guestName, "pw")
        history.expect(guest.see("the films") { itemsApi.getItems(FILMS) }.totalRecordCount == 2) { "a guest sees not all films" }
        val closed = made.policy!!.copy(enableAllFolders = false, enabledFolders = listOf())
        if (me.change("a policy") { userApi.updateUserPolicy(made.id, closed) }) {
            guest.becomes(404, "a film") { userLibraryApi.getItem(films[0]) }
            guest.becomes(200, "the films", { it?.totalRecordCount == 0 }) { itemsApi.getItems(FILMS) }
        }
        if (me.change("removing a user") { userApi.deleteUser(made.id) }) {
            guest.becomes(401, "who I am") { userApi.getCurrentUser() }
        }
    }

    /** To the own socket, wherever it is by then. */
    private suspend fun message() {
        val session = me.see("the sessions") { sessionApi.getSessions() }.single { it.deviceId == me.deviceId }
        val text = UUID.randomUUID().toString()
        if (me.change("a message") { sessionApi.sendMessageCommand(session.id!!, MessageCommand(text = text, timeoutMs = 1000)) }) {
            accepted += text
        }
    }

    /** Every message that was accepted has come, once by its id. */
    suspend fun judge() {
        val deadline = System.nanoTime() + PATIENCE.toNanos()
        while (!heard.keys.containsAll(accepted) && System.nanoTime() < deadline) {
            delay(100)
        }
        history.expect(heard.keys.containsAll(accepted)) { "of the messages $accepted only ${heard.keys} came" }
        history.expect(heard.values.all { it.size == 1 }) { "a message came with several ids: $heard" }
    }

    private companion object {
        val PATIENCE: Duration = Duration.ofSeconds(30)
        const val TICKS = 10_000_000L
        val FILMS = GetItemsRequest(recursive = true, includeItemTypes = listOf(BaseItemKind.MOVIE), sortBy = listOf(ItemSortBy.SORT_NAME))
        val AS_HLS = PlaybackInfoDto(
            enableDirectPlay = false,
            enableDirectStream = false,
            allowVideoStreamCopy = false,
            deviceProfile = DeviceProfile(
                maxStreamingBitrate = 2_000_000,
                directPlayProfiles = listOf(),
                transcodingProfiles = listOf(
                    TranscodingProfile(
                        container = "ts",
                        type = DlnaProfileType.VIDEO,
                        videoCodec = "h264",
                        audioCodec = "aac",
                        protocol = MediaStreamProtocol.HLS,
                        conditions = listOf(),
                    ),
                ),
                containerProfiles = listOf(),
                codecProfiles = listOf(),
                subtitleProfiles = listOf(),
            ),
        )
    }
}
