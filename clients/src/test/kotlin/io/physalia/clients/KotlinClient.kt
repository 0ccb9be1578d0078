package io.physalia.clients

import io.physalia.colony.evening.Belief
import io.physalia.colony.evening.Weather
import java.net.URI
import java.time.Duration
import java.util.Collections
import java.util.concurrent.ConcurrentLinkedDeque
import java.util.concurrent.ConcurrentSkipListMap
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.delay
import org.jellyfin.sdk.api.client.ApiClient
import org.jellyfin.sdk.api.client.HttpClientOptions
import org.jellyfin.sdk.api.client.Response
import org.jellyfin.sdk.api.client.exception.ApiClientException
import org.jellyfin.sdk.api.client.exception.InvalidStatusException
import org.jellyfin.sdk.api.client.extensions.userApi
import org.jellyfin.sdk.api.okhttp.OkHttpFactory
import org.jellyfin.sdk.api.sockets.SocketReconnectPolicy
import org.jellyfin.sdk.model.ClientInfo
import org.jellyfin.sdk.model.DeviceInfo
import org.jellyfin.sdk.model.api.AuthenticateUserByName
import org.jellyfin.sdk.model.api.UserDto

/** What somebody did and what was answered, for whoever must find out what went wrong. Thread-safe. */
class History(private val weather: Weather) {
    private val started = System.nanoTime()
    private val lines = ConcurrentLinkedDeque<String>()
    private val acts = Collections.synchronizedMap(ConcurrentSkipListMap<String, Int>())

    fun note(line: String) {
        lines.addLast("%.2f %s".format((System.nanoTime() - started) / 1e9, line))
        if (lines.size > MOST) {
            lines.pollFirst()
        }
    }

    fun did(act: String) = acts.merge(act, 1, Int::plus)

    fun acts(): Map<String, Int> = acts.toMap()

    fun expect(holds: Boolean, otherwise: () -> String) {
        if (!holds) {
            throw AssertionError("${otherwise()} [${weather.report()}]\n${lines.joinToString("\n")}")
        }
    }

    /** From then on what was seen is believed. */
    fun <T : Any> compare(belief: Belief<T>, seen: T, what: String) {
        val before = belief.toString()
        expect(belief.confirms(seen)) { "$what is $seen, and must be one of $before" }
    }

    private companion object {
        const val MOST = 200
    }
}

/**
 * The Kotlin library on a device, at a colony whose pods die: 503 was not obeyed and is tried again, and so is a read that broke off; a write that broke
 * off (502, or no answer) was obeyed once or not at all.
 */
class KotlinClient(address: URI, device: String, private val history: History) {
    val deviceId = "id of $device"
    val api: ApiClient = OkHttpFactory().let {
        val options = HttpClientOptions(socketReconnectPolicy = SocketReconnectPolicy.DelayReconnect(250.milliseconds))
        it.create(address.toString(), null, ClientInfo("Physalia's tests", "1.0"), DeviceInfo(deviceId, device), options, it)
    }

    /** The status, or 0 if there was none, and what came with it. */
    class Answer<T>(val status: Int, val content: T?) {
        val isBroken get() = status == 0 || status == 502
    }

    suspend fun <T> ask(what: String, isRead: Boolean, call: suspend ApiClient.() -> Response<T>): Answer<T> {
        val deadline = System.nanoTime() + PATIENCE.toNanos()
        while (true) {
            val answer = attempt(call)
            history.note("$what ${if (answer.status == 0) "broke off" else answer.status}")
            if (answer.status != 503 && !(isRead && answer.isBroken)) {
                return answer
            }
            history.expect(System.nanoTime() < deadline) { "$what: no pod answers" }
            delay(100)
        }
    }

    private suspend fun <T> attempt(call: suspend ApiClient.() -> Response<T>): Answer<T> = try {
        val answer = api.call()
        Answer(answer.status, answer.content)
    } catch (e: InvalidStatusException) {
        Answer(e.status, null)
    } catch (e: ApiClientException) {
        history.note(e.toString())
        Answer(0, null)
    }

    suspend fun <T : Any> see(what: String, call: suspend ApiClient.() -> Response<T>): T {
        val answer = ask(what, true, call)
        history.expect(answer.content != null) { "$what was answered ${answer.status}" }
        return answer.content!!
    }

    /** Null: nobody can know whether it was obeyed. */
    suspend fun <T : Any> write(what: String, call: suspend ApiClient.() -> Response<T>): T? {
        val answer = ask(what, false, call)
        if (answer.isBroken) {
            // What was sent to a pod that died may still be on its way into the database.
            delay(500)
            return null
        }
        history.expect(answer.content != null) { "$what was answered ${answer.status}" }
        return answer.content
    }

    /** Whether it was acknowledged. */
    suspend fun <T : Any> change(what: String, call: suspend ApiClient.() -> Response<T>) = write(what, call) != null

    /** Waits until a read is answered so, on whichever pod. */
    suspend fun <T> becomes(status: Int, what: String, holds: (T?) -> Boolean = { true }, call: suspend ApiClient.() -> Response<T>) {
        val deadline = System.nanoTime() + HEALED.toNanos()
        while (true) {
            val now = ask(what, true, call)
            if (now.status == status && holds(now.content)) {
                return
            }
            history.expect(System.nanoTime() < deadline) { "$what is still answered ${now.status} with ${now.content}" }
            delay(100)
        }
    }

    /** Signs in, as often as it takes. */
    suspend fun signIn(name: String, password: String): UserDto {
        while (true) {
            val result = write("signing in") { userApi.authenticateUserByName(AuthenticateUserByName(name, password)) } ?: continue
            api.update(accessToken = result.accessToken)
            return result.user!!
        }
    }

    private companion object {
        val PATIENCE: Duration = Duration.ofSeconds(30)

        /** By when a pod that was not told of a change has found out by itself. */
        val HEALED: Duration = Duration.ofSeconds(6)
    }
}
