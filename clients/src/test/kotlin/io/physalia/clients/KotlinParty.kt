package io.physalia.clients

import java.time.Duration
import java.time.LocalDateTime
import java.util.UUID
import kotlin.random.Random
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import org.jellyfin.sdk.api.client.ApiClient
import org.jellyfin.sdk.api.client.Response
import org.jellyfin.sdk.api.client.extensions.*
import org.jellyfin.sdk.api.sockets.subscribe
import org.jellyfin.sdk.model.api.*

/**
 * Two screens that watch together with the Kotlin library: each presses its buttons at a pod by chance, and both must come to know what was acknowledged,
 * wherever their sockets are by then. After a button whose fate nobody can know the party begins anew.
 */
class KotlinParty(clients: List<KotlinClient>, private val film: UUID, private val random: Random, private val history: History) {
    /** @property client nowhere else in a party */
    private class Seat(val client: KotlinClient) {
        @Volatile var queue: PlayQueueUpdate? = null

        @Volatile var command: SendCommand? = null
    }

    private val seats = clients.map { Seat(it) }
    private var group: UUID? = null

    fun listen(scope: CoroutineScope) = seats.forEach { seat ->
        scope.launch {
            seat.client.api.webSocket.subscribe<SyncPlayCommandMessage>().collect { seat.command = it.data }
        }
        scope.launch {
            seat.client.api.webSocket.subscribe<SyncPlayGroupUpdateMessage>().collect { message ->
                (message.data as? SyncPlayPlayQueueUpdate)?.let { seat.queue = it.data }
            }
        }
    }

    suspend fun perform() {
        if (group == null) {
            group = found()
        }
        val id = group ?: return
        val acknowledged = when (random.nextInt(3)) {
            0 -> pressed(SendCommandType.PAUSE, GroupStateType.PAUSED, id) { syncPlayApi.syncPlayPause() }
            1 -> pressed(SendCommandType.UNPAUSE, GroupStateType.PLAYING, id) { syncPlayApi.syncPlayUnpause() }
            else -> sought(id)
        }
        if (!acknowledged) {
            group = null
        }
    }

    /** One of them presses a button; then the group is in that state on every pod, and both screens are told. */
    private suspend fun pressed(
        command: SendCommandType,
        state: GroupStateType,
        id: UUID,
        button: suspend ApiClient.() -> Response<Unit>,
    ): Boolean {
        if (!seats.random(random).client.change("$command", button)) {
            return false
        }
        val seen = look(id).state
        history.expect(seen == state) { "the party is $seen after $command was acknowledged" }
        seats.forEach { seat -> await("the screen to be told to $command") { seat.command?.command == command } }
        return true
    }

    /** All go to another place, and on as soon as all are there. */
    private suspend fun sought(id: UUID): Boolean {
        val isPlaying = pressed(SendCommandType.UNPAUSE, GroupStateType.PLAYING, id) { syncPlayApi.syncPlayUnpause() }
        val ticks = 10_000_000L * (1 + random.nextInt(500))
        if (!isPlaying || !seats.random(random).client.change("seeking") { syncPlayApi.syncPlaySeek(SeekRequestDto(ticks)) }) {
            return false
        }
        seats.forEach { seat ->
            await("the screen to be told to seek") { seat.command.let { it?.command == SendCommandType.SEEK && it.positionTicks == ticks } }
        }
        return allAreReady(ticks) && goesOn(id)
    }

    private suspend fun look(id: UUID) = seats.random(random).client.see("the party") { syncPlayApi.syncPlayGetGroup(id) }

    private suspend fun found(): UUID? {
        seats.forEach { seat ->
            val left = seat.client.ask("leaving a party", false) { syncPlayApi.syncPlayLeaveGroup() }
            if (left.isBroken) {
                return null
            }
            // Refused to whoever is in none.
            history.expect(left.status == 204 || left.status == 403) { "leaving a party was answered ${left.status}" }
            seat.queue = null
            seat.command = null
        }
        val (host, guest) = seats.map { it.client }
        val id = host.write("a party") { syncPlayApi.syncPlayCreateGroup(NewGroupRequestDto("Evening")) }?.groupId ?: return null
        val isQueued = guest.change("joining") { syncPlayApi.syncPlayJoinGroup(JoinGroupRequestDto(id)) } &&
            host.change("a queue") { syncPlayApi.syncPlaySetNewQueue(PlayRequestDto(listOf(film), 0, 0)) }
        if (!isQueued) {
            return null
        }
        seats.forEach { seat -> await("the screen to be told of the queue") { seat.queue?.playlist?.singleOrNull()?.itemId == film } }
        return id.takeIf { allAreReady(0) && goesOn(id) }
    }

    private suspend fun allAreReady(ticks: Long): Boolean = seats.all { seat ->
        val entry = seat.queue!!.playlist.single().playlistItemId
        seat.client.change("ready") { syncPlayApi.syncPlayReady(ReadyRequestDto(LocalDateTime.now(), ticks, isPlaying = false, entry)) }
    }

    private suspend fun goesOn(id: UUID): Boolean {
        await("the party to go on") { look(id).state == GroupStateType.PLAYING }
        return true
    }

    private suspend fun await(what: String, holds: suspend () -> Boolean) {
        val deadline = System.nanoTime() + TOLD.toNanos()
        while (!holds()) {
            history.expect(System.nanoTime() < deadline) { "waited in vain for $what, which heard ${seats.map { it.command to it.queue }}" }
            delay(50)
        }
    }

    private companion object {
        /** A screen may have to find another pod first, and a pod to find out that it missed a message. */
        val TOLD: Duration = Duration.ofSeconds(20)
    }
}
