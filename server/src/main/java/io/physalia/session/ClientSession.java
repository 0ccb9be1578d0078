package io.physalia.session;

import io.physalia.identity.Device;
import io.physalia.identity.UserId;
import io.physalia.library.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client that is signed in on a device, as the colony knows it. Immutable.
 *
 * @param id 32 hexadecimal digits, the same for the same client on the same device
 * @param remoteAddress where its last request came from
 * @param companions who watches with the user
 * @param capabilities empty until the client has said what it can do
 * @param lastCheckIn when it last reported a playback
 * @param pausedSince set while what it plays is paused
 * @param nowViewing what it shows at the moment, without playing it
 * @param sockets its open sockets on all pods, the newest last
 * @param lonelySince when its last socket closed; empty while there is one, and if there never was
 */
public record ClientSession(
        String id,
        UserId user,
        String userName,
        Device device,
        String remoteAddress,
        List<Companion> companions,
        Optional<Capabilities> capabilities,
        Optional<NowPlaying> nowPlaying,
        Optional<Instant> lastCheckIn,
        Optional<Instant> pausedSince,
        Optional<ItemId> nowViewing,
        List<SocketPlace> sockets,
        Optional<Instant> lonelySince,
        Instant lastActivity) {
    private static final int MOST_SOCKETS = 20;

    /** A playback that nobody has reported for this long has ended without a word. */
    static final Duration PLAYING_SILENT = Duration.ofMinutes(5);

    public ClientSession {
        companions = List.copyOf(companions);
        sockets = List.copyOf(sockets);
    }

    /** Another user before the same screen. */
    public record Companion(UserId user, String userName) {}

    /**
     * What a client can do, as it says.
     *
     * @param playableMediaTypes the API's names
     * @param supportedCommands the API's names of general commands
     */
    public record Capabilities(
            List<String> playableMediaTypes,
            List<String> supportedCommands,
            boolean supportsMediaControl,
            boolean supportsPersistentIdentifier) {
        public static final Capabilities NONE = new Capabilities(List.of(), List.of(), false, true);

        public Capabilities {
            playableMediaTypes = List.copyOf(playableMediaTypes);
            supportedCommands = List.copyOf(supportedCommands);
        }
    }

    /**
     * Where a socket is open.
     *
     * @param pod the incarnation of the pod, so that a restarted pod does not count as the one before
     */
    public record SocketPlace(String id, String pod) {}

    static ClientSession of(Visit visit, Instant now) {
        return new ClientSession(
                visit.id(),
                visit.user().id(),
                visit.user().name(),
                visit.device(),
                visit.remoteAddress(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                now);
    }

    /** The same, heard of now; what another user has left behind on the device is gone, but for the sockets. */
    ClientSession visitedBy(Visit visit, Instant now) {
        ClientSession base =
                user.equals(visit.user().id()) ? this : of(visit, now).withSockets(sockets, lonelySince);
        String address = visit.remoteAddress().isEmpty() ? base.remoteAddress : visit.remoteAddress();
        return new ClientSession(
                id,
                base.user,
                visit.user().name(),
                visit.device(),
                address,
                base.companions,
                base.capabilities,
                base.nowPlaying,
                base.lastCheckIn,
                base.pausedSince,
                base.nowViewing,
                base.sockets,
                base.lonelySince,
                now);
    }

    boolean isOf(Visit visit) {
        return user.equals(visit.user().id()) && userName.equals(visit.user().name()) && device.equals(visit.device());
    }

    ClientSession playing(NowPlaying playing, Instant now) {
        Optional<Instant> paused = playing.isPaused() ? pausedSince.or(() -> Optional.of(now)) : Optional.empty();
        return with(companions, capabilities, Optional.of(playing), Optional.of(now), paused, nowViewing);
    }

    ClientSession playingNothing() {
        return with(companions, capabilities, Optional.empty(), lastCheckIn, Optional.empty(), nowViewing);
    }

    ClientSession able(Capabilities said) {
        return with(companions, Optional.of(said), nowPlaying, lastCheckIn, pausedSince, nowViewing);
    }

    ClientSession viewing(ItemId item) {
        return with(companions, capabilities, nowPlaying, lastCheckIn, pausedSince, Optional.of(item));
    }

    ClientSession joinedBy(Companion other) {
        List<Companion> all = new ArrayList<>(leftBy(other.user()).companions);
        all.add(other);
        return with(all, capabilities, nowPlaying, lastCheckIn, pausedSince, nowViewing);
    }

    ClientSession leftBy(UserId other) {
        List<Companion> rest =
                companions.stream().filter(each -> !each.user().equals(other)).toList();
        return with(rest, capabilities, nowPlaying, lastCheckIn, pausedSince, nowViewing);
    }

    ClientSession opened(SocketPlace place) {
        List<SocketPlace> all = new ArrayList<>(sockets);
        all.remove(place);
        all.add(place);
        return withSockets(
                all.size() > MOST_SOCKETS ? all.subList(all.size() - MOST_SOCKETS, all.size()) : all, Optional.empty());
    }

    ClientSession closed(SocketPlace place, Instant now) {
        List<SocketPlace> rest =
                sockets.stream().filter(each -> !each.equals(place)).toList();
        return withSockets(rest, rest.isEmpty() ? lonelySince.or(() -> Optional.of(now)) : Optional.empty());
    }

    /** Without the sockets of pods that are gone. */
    ClientSession amongst(Set<String> livePods, Instant now) {
        List<SocketPlace> rest =
                sockets.stream().filter(each -> livePods.contains(each.pod())).toList();
        return rest.size() == sockets.size()
                ? this
                : withSockets(rest, rest.isEmpty() ? Optional.of(now) : Optional.empty());
    }

    /** Without what has ended without a word. */
    ClientSession tidied(Set<String> livePods, Instant now) {
        ClientSession present = amongst(livePods, now);
        return present.nowPlaying.isPresent() && present.isSilent(now) ? present.playingNothing() : present;
    }

    private boolean isSilent(Instant now) {
        return lastCheckIn.map(at -> at.isBefore(now.minus(PLAYING_SILENT))).orElse(true);
    }

    /** As it is to be shown: heard of at the given time, what it plays is where it must be by now. */
    ClientSession asOf(Instant now, Instant heardOf) {
        Optional<NowPlaying> playing = nowPlaying
                .filter(_ -> !isSilent(now))
                .map(each -> each.after(Duration.between(lastCheckIn.orElse(now), now)));
        return new ClientSession(
                id,
                user,
                userName,
                device,
                remoteAddress,
                companions,
                capabilities,
                playing,
                lastCheckIn,
                pausedSince,
                nowViewing,
                sockets,
                lonelySince,
                heardOf);
    }

    ClientSession heardOf(Instant moment) {
        return new ClientSession(
                id,
                user,
                userName,
                device,
                remoteAddress,
                companions,
                capabilities,
                nowPlaying,
                lastCheckIn,
                pausedSince,
                nowViewing,
                sockets,
                lonelySince,
                moment);
    }

    /** Whether a user sits before it. */
    public boolean isUsedBy(UserId someone) {
        return user.equals(someone)
                || companions.stream().anyMatch(each -> each.user().equals(someone));
    }

    /** Whether it can be told what to play. */
    public boolean isControllable() {
        return !sockets.isEmpty()
                && capabilities.map(Capabilities::supportsMediaControl).orElse(false);
    }

    private ClientSession with(
            List<Companion> who,
            Optional<Capabilities> can,
            Optional<NowPlaying> playing,
            Optional<Instant> checkIn,
            Optional<Instant> paused,
            Optional<ItemId> viewing) {
        return new ClientSession(
                id,
                user,
                userName,
                device,
                remoteAddress,
                who,
                can,
                playing,
                checkIn,
                paused,
                viewing,
                sockets,
                lonelySince,
                lastActivity);
    }

    private ClientSession withSockets(List<SocketPlace> open, Optional<Instant> lonely) {
        return new ClientSession(
                id,
                user,
                userName,
                device,
                remoteAddress,
                companions,
                capabilities,
                nowPlaying,
                lastCheckIn,
                pausedSince,
                nowViewing,
                open,
                lonely,
                lastActivity);
    }
}
