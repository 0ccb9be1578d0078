package io.physalia.clients

import io.physalia.colony.door.Backends
import io.physalia.colony.door.DoorListener
import io.physalia.colony.door.FrontDoor
import io.physalia.colony.evening.Disturber
import io.physalia.colony.evening.Weather
import io.physalia.colony.film.FfmpegRunner
import io.physalia.colony.film.Film
import io.physalia.colony.pod.Colony
import java.net.URI
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.random.RandomGenerator
import kotlin.io.path.createDirectories
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

/**
 * Pods that nobody has set up yet, behind a front door that sends each request to the next of them, and media for their libraries.
 *
 * @param chance sends each request to any of them instead
 */
class ClientColony(
    directory: Path,
    settings: Map<String, String> = mapOf(),
    recipe: Film.Recipe = Film.Recipe.standard(20).withSize(160, 90),
    pods: Int = 2,
    chance: RandomGenerator? = null,
) : AutoCloseable {
    val films: Path = directory.resolve("films")
    val series: Path = directory.resolve("series")
    val music: Path = directory.resolve("music")
    private val colony: Colony
    private val backends: Backends
    private val door: FrontDoor

    init {
        val cached = Film.cached(recipe, HOME.resolve("colony/target/films"), FfmpegRunner.find()).file()
        for (name in listOf("Alpha (2001)", "Émile (2002)")) {
            Files.copy(cached, films.resolve(name).createDirectories().resolve("$name.${recipe.extension()}"))
        }
        films.resolve("Alpha (2001)/movie.nfo").writeText(
            """
            <movie><title>Alpha</title><year>2001</year><plot>A film of letters.</plot><genre>Drama</genre>
            <actor><name>Ann Actor</name><role>Hero</role></actor></movie>
            """.trimIndent(),
        )
        for ((season, episode) in listOf(1 to 1, 1 to 2, 2 to 1)) {
            val folder = series.resolve("Tide/Season $season").createDirectories()
            Files.copy(cached, folder.resolve("Tide S0${season}E0$episode.${recipe.extension()}"))
        }
        val album = music.resolve("Medusa/Bells").createDirectories()
        album.resolve("album.nfo").writeText(
            "<album><title>Bells</title><artist>Medusa</artist><albumartist>Medusa</albumartist><genre>Ambient</genre></album>",
        )
        for (track in listOf("01 - Polyp.wav", "02 - Ephyra.wav")) {
            album.resolve(track).writeBytes(SECOND_OF_SILENCE)
        }
        colony = Colony.start(Colony.Options.of(directory).withPods(pods).withStorage(Colony.Storage.POD).withSettings(settings))
        backends = if (chance == null) Backends(LOOK, KNOWN) else Backends.byChance(LOOK, KNOWN, chance)
        colony.pods().forEach { backends.add(it.name(), it.address()) }
        door = FrontDoor(0, backends, DoorListener.NONE, null)
    }

    val address: URI get() = door.address()

    /** SIGKILL; [start] brings it back. */
    fun kill(pod: String) = colony.getPod(pod).kill()

    fun start(pod: String) = colony.getPod(pod).start()

    /** What does them harm, by a seed. */
    fun disturber(weather: Weather, seed: Long, teller: (String) -> Unit) = Disturber(colony, weather, seed, teller)

    override fun close() {
        door.close()
        backends.close()
        colony.close()
    }

    companion object {
        val HOME: Path = Path.of(System.getProperty("physalia.home"))
        private val LOOK = Duration.ofMillis(500)
        private val KNOWN = Duration.ofMillis(250)
        private const val RATE = 8000

        /** A WAV file of one channel with a byte for each sample. */
        private val SECOND_OF_SILENCE: ByteArray = ByteBuffer.allocate(44 + RATE).order(ByteOrder.LITTLE_ENDIAN)
            .put("RIFF".toByteArray()).putInt(36 + RATE).put("WAVEfmt ".toByteArray()).putInt(16)
            .putShort(1).putShort(1).putInt(RATE).putInt(RATE).putShort(1).putShort(8)
            .put("data".toByteArray()).putInt(RATE).also { it.put(ByteArray(RATE) { 0x80.toByte() }) }.array()
    }
}
