package io.physalia.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.library.Sidecar;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every profile, file and wish, however odd. */
class PlaybackPropertiesTest {
    private static final int TRIES = 400;
    private static final List<String> VIDEO = List.of("h264", "hevc", "vp9", "av1", "vc1", "");
    private static final List<String> AUDIO = List.of("aac", "ac3", "eac3", "mp3", "flac", "opus", "truehd", "");
    private static final List<String> TEXT =
            List.of("subrip", "ass", "mov_text", "hdmv_pgs_subtitle", "dvd_subtitle", "");
    private static final List<String> CONTAINERS =
            List.of("mkv", "mp4", "ts", "webm", "mp3", "aac", "ogg", "nonsense", "");
    private static final List<String> VALUES =
            List.of("1", "2", "41", "1920", "true", "false", "high", "SDR|HDR10", "", "nonsense", "-7", "1e9");

    static LongStream seeds() {
        long first = System.nanoTime();
        return LongStream.of(1, 2, 3, first);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void decisionsAreSound(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            SourceStreams source = source(random);
            DeviceProfile profile = profile(random);
            PlaybackLimits limits = limits(random);
            PlaybackDecision decision = PlaybackDecider.decide(source, profile, limits);
            assertThat(decision).as("try " + i).isEqualTo(PlaybackDecider.decide(source, profile, limits));
            switch (decision) {
                case PlaybackDecision.DirectPlay direct -> directPlayIsRight(source, profile, limits, direct);
                case PlaybackDecision.Transcode transcode -> transcodeIsRight(source, limits, transcode);
                case PlaybackDecision.Impossible impossible ->
                    assertThat(impossible.reasons()).isNotEmpty();
            }
        }
    }

    private static void directPlayIsRight(
            SourceStreams source, DeviceProfile profile, PlaybackLimits limits, PlaybackDecision.DirectPlay direct) {
        assertThat(limits.wishes().directPlay()).isTrue();
        long bitrate = source.media().bitrateBps() > 0 ? source.media().bitrateBps() : Bitrates.ASSUMED_BPS;
        assertThat(limits.maxBitrateBps().orElse(Long.MAX_VALUE)).isGreaterThanOrEqualTo(bitrate);
        Optional<MediaStream.Audio> audio = source.audios().stream()
                .filter(stream -> OptionalInt.of(stream.index()).equals(direct.audioIndex()))
                .findFirst();
        MediaFacts facts = MediaFacts.of(source.media(), source.media().video(), audio);
        for (DeviceProfile.Codec rule : profile.codecs()) {
            boolean isVideo = rule.kind() == DeviceProfile.CodecKind.VIDEO
                    && source.media()
                            .video()
                            .filter(video -> rule.codecs().contains(video.codec()))
                            .isPresent();
            if (isVideo
                    && rule.containers().containsAny(Containers.names(source.media()))
                    && rule.when().stream().allMatch(condition -> condition.holds(facts))) {
                assertThat(rule.conditions()).allMatch(condition -> condition.holds(facts));
            }
        }
    }

    private static void transcodeIsRight(
            SourceStreams source, PlaybackLimits limits, PlaybackDecision.Transcode transcode) {
        TranscodePlan plan = transcode.plan();
        assertThat(transcode.reasons()).isNotEmpty();
        assertThat(limits.wishes().transcoding()).isTrue();
        assertThat(source.media().video().isEmpty())
                .isEqualTo(plan.videoCodecs().isEmpty());
        if (plan.copyVideo()) {
            assertThat(limits.wishes().copyVideo() && limits.rights().remux()).isTrue();
            assertThat(plan.videoCodecs())
                    .contains(source.media().video().orElseThrow().codec());
            assertThat(plan.subtitle().filter(track -> track.choice().method() == DeviceProfile.Delivery.ENCODE))
                    .isEmpty();
        } else if (source.media().video().isPresent()) {
            assertThat(limits.rights().encodeVideo()).isTrue();
        }
        if (plan.copyAudio() && plan.audioIndex().isPresent()) {
            assertThat(limits.wishes().copyAudio()).isTrue();
        }
        plan.audioIndex().ifPresent(index -> assertThat(source.audios()).anyMatch(stream -> stream.index() == index));
        plan.videoBitrateBps().ifPresent(bps -> assertThat(bps).isPositive());
    }

    private static SourceStreams source(Random random) {
        Films film = random.nextBoolean() ? Films.mkv() : Films.mp4();
        film.bitrate(random.nextInt(3) == 0 ? 0 : random.nextInt(50_000_000));
        if (random.nextInt(5) > 0) {
            film.video(
                    pick(random, VIDEO),
                    pick(random, VALUES),
                    random.nextInt(5000),
                    random.nextInt(3000),
                    random.nextInt(200),
                    random.nextBoolean() ? 8 : 10,
                    random.nextBoolean() ? "bt709" : "smpte2084");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            film.audio(
                    pick(random, AUDIO), random.nextInt(9), random.nextBoolean() ? "eng" : "ger", random.nextBoolean());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            film.subtitle(
                    pick(random, TEXT), random.nextBoolean() ? "eng" : "", random.nextBoolean(), random.nextBoolean());
        }
        MediaInfo info = film.build();
        List<Sidecar> sidecars = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            sidecars.add(new Sidecar(
                    "Subtitle", Path.of("/x.srt"), pick(random, TEXT), "eng", "", false, false, false, Instant.EPOCH));
        }
        return SourceStreams.of(info, sidecars);
    }

    private static DeviceProfile profile(Random random) {
        List<DeviceProfile.DirectPlay> play = new ArrayList<>();
        List<DeviceProfile.Transcoding> make = new ArrayList<>();
        List<DeviceProfile.Codec> codecs = new ArrayList<>();
        List<DeviceProfile.Subtitle> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            play.add(new DeviceProfile.DirectPlay(
                    kind(random), names(random, CONTAINERS), names(random, VIDEO), names(random, AUDIO)));
            make.add(new DeviceProfile.Transcoding(
                    kind(random),
                    pick(random, CONTAINERS),
                    random.nextBoolean(),
                    random.nextInt(4) > 0,
                    names(random, VIDEO),
                    names(random, AUDIO),
                    random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(8)),
                    0,
                    0,
                    new DeviceProfile.Flags(false, false, false, false, false, true),
                    conditions(random)));
            DeviceProfile.CodecKind codecKind = pick(random, List.of(DeviceProfile.CodecKind.values()));
            codecs.add(new DeviceProfile.Codec(
                    codecKind, names(random, VIDEO), NameList.ALL, conditions(random), conditions(random)));
            DeviceProfile.Delivery delivery = pick(random, List.of(DeviceProfile.Delivery.values()));
            texts.add(new DeviceProfile.Subtitle(
                    pick(random, TEXT), delivery, NameList.ALL, names(random, List.of("eng", "und"))));
        }
        return new DeviceProfile(OptionalLong.empty(), OptionalLong.empty(), play, make, List.of(), codecs, texts);
    }

    private static List<Condition> conditions(Random random) {
        List<Condition> conditions = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            conditions.add(new Condition(
                    pick(random, List.of(Condition.Comparison.values())),
                    pick(random, List.of(MediaProperty.values())),
                    pick(random, VALUES),
                    random.nextBoolean()));
        }
        return conditions;
    }

    private static PlaybackLimits limits(Random random) {
        PlaybackLimits limits = PlaybackLimits.NONE
                .with(new PlaybackLimits.Wishes(
                        random.nextInt(4) > 0, random.nextInt(4) > 0, random.nextBoolean(), random.nextBoolean()))
                .withPermissions(random.nextInt(3) > 0, random.nextInt(3) > 0, random.nextInt(3) > 0)
                .withSubtitleIndex(random.nextInt(8) - 1);
        if (random.nextBoolean()) {
            limits = limits.withAudioIndex(random.nextInt(6));
        }
        return random.nextBoolean() ? limits : limits.withMaxBitrate(1 + random.nextInt(30_000_000));
    }

    private static DeviceProfile.MediaKind kind(Random random) {
        return random.nextInt(4) == 0 ? DeviceProfile.MediaKind.AUDIO : DeviceProfile.MediaKind.VIDEO;
    }

    private static NameList names(Random random, List<String> from) {
        String text = pick(random, from) + "," + pick(random, from) + "," + pick(random, from);
        return random.nextInt(4) == 0 ? NameList.ALL : NameList.parse((random.nextInt(6) == 0 ? "-" : "") + text);
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
