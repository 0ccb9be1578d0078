package io.physalia.jellyfin.session;

import io.physalia.media.AudioOutput;
import io.physalia.media.EncodeSpec;
import io.physalia.media.MediaStream;
import io.physalia.media.SegmentContainer;
import io.physalia.media.VideoOutput;
import io.physalia.session.ClientSession;
import io.physalia.session.NowPlaying;
import io.physalia.transcode.PlanRequest;
import io.physalia.transcode.RunningEncode;
import io.physalia.transcode.Transcoder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes for clients what the colony encodes for them, whichever pod does. */
@Singleton
public class TranscodingDtos {
    private final Transcoder transcoder;

    @Inject
    TranscodingDtos(Transcoder transcoder) {
        this.transcoder = transcoder;
    }

    /** Whose playback it is: a play session alone proves nothing. */
    private record Playback(String user, String device, String playSession) {
        static Optional<Playback> of(ClientSession session) {
            return session.nowPlaying()
                    .flatMap(NowPlaying::playSessionId)
                    .map(play -> new Playback(
                            session.user().value(), session.device().id(), play));
        }

        static Playback of(PlanRequest request) {
            return new Playback(request.userId(), request.deviceId(), request.playSessionId());
        }
    }

    /** By the session's id; only of those for which something is encoded. */
    Map<String, SessionDto.Transcoding> bySession(List<ClientSession> sessions) {
        Map<Playback, String> wanted = new HashMap<>();
        sessions.forEach(session -> Playback.of(session).ifPresent(playback -> wanted.put(playback, session.id())));
        Map<String, SessionDto.Transcoding> found = new HashMap<>();
        if (!wanted.isEmpty()) {
            transcoder
                    .listEncodes(request -> wanted.containsKey(Playback.of(request)))
                    .forEach(encode ->
                            found.put(String.valueOf(wanted.get(Playback.of(encode.request()))), dto(encode)));
        }
        return found;
    }

    private static SessionDto.Transcoding dto(RunningEncode encode) {
        EncodeSpec spec = encode.spec();
        Optional<VideoOutput.Encode> video = Optional.of(spec.video())
                .filter(VideoOutput.Encode.class::isInstance)
                .map(VideoOutput.Encode.class::cast);
        Optional<AudioOutput.Encode> audio = Optional.of(spec.audio())
                .filter(AudioOutput.Encode.class::isInstance)
                .map(AudioOutput.Encode.class::cast);
        Optional<MediaStream.Video> picture = pictureIndex(spec.video())
                .flatMap(index -> spec.info().stream(index))
                .filter(MediaStream.Video.class::isInstance)
                .map(MediaStream.Video.class::cast);
        Optional<MediaStream.Audio> sound = soundIndex(spec.audio())
                .flatMap(index -> spec.info().stream(index))
                .filter(MediaStream.Audio.class::isInstance)
                .map(MediaStream.Audio.class::cast);
        return new SessionDto.Transcoding(
                audio.map(to -> to.codec().codecName())
                        .or(() -> sound.map(stream -> stream.common().codec())),
                video.map(to -> to.codec().codecName())
                        .or(() -> picture.map(stream -> stream.common().codec())),
                spec.container() == SegmentContainer.FMP4 ? "mp4" : "ts",
                video.isEmpty(),
                audio.isEmpty(),
                bitrate(video, audio, spec),
                picture.map(stream -> stream.frameRate().toDouble()),
                encode.percent(),
                video.map(VideoOutput.Encode::width).or(() -> picture.map(MediaStream.Video::width)),
                video.map(VideoOutput.Encode::height).or(() -> picture.map(MediaStream.Video::height)),
                audio.map(AudioOutput.Encode::channels).or(() -> sound.map(MediaStream.Audio::channels)),
                encode.request().reasons());
    }

    private static Optional<Long> bitrate(
            Optional<VideoOutput.Encode> video, Optional<AudioOutput.Encode> audio, EncodeSpec spec) {
        if (video.isPresent()) {
            return Optional.of(video.get().bitrateBps()
                    + audio.map(AudioOutput.Encode::bitrateBps).orElse(0L));
        }
        return audio.filter(_ -> spec.video() instanceof VideoOutput.None)
                .map(AudioOutput.Encode::bitrateBps)
                .or(() -> Optional.of(spec.info().bitrateBps()).filter(rate -> rate > 0));
    }

    private static Optional<Integer> pictureIndex(VideoOutput video) {
        return switch (video) {
            case VideoOutput.None _ -> Optional.empty();
            case VideoOutput.Copy copy -> Optional.of(copy.streamIndex());
            case VideoOutput.Encode encode -> Optional.of(encode.streamIndex());
        };
    }

    private static Optional<Integer> soundIndex(AudioOutput audio) {
        return switch (audio) {
            case AudioOutput.None _ -> Optional.empty();
            case AudioOutput.Copy copy -> Optional.of(copy.streamIndex());
            case AudioOutput.Encode encode -> Optional.of(encode.streamIndex());
        };
    }
}
