package io.physalia.session;

import io.physalia.identity.Device;
import io.physalia.identity.UserId;
import io.physalia.library.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
        ClientSession base = user.equals(visit.user().id())
                ? this
                : of(visit, now).changed(fresh -> {
                    fresh.sockets = sockets;
                    fresh.lonelySince = lonelySince;
                });
        return base.changed(next -> {
            next.userName = visit.user().name();
            next.device = visit.device();
            next.remoteAddress = visit.remoteAddress().isEmpty() ? base.remoteAddress : visit.remoteAddress();
            next.lastActivity = now;
        });
    }

    boolean isOf(Visit visit) {
        return user.equals(visit.user().id()) && userName.equals(visit.user().name()) && device.equals(visit.device());
    }

    ClientSession playing(NowPlaying playing, Instant now) {
        return changed(next -> {
            next.nowPlaying = Optional.of(playing);
            next.lastCheckIn = Optional.of(now);
            next.pausedSince = playing.isPaused() ? pausedSince.or(() -> Optional.of(now)) : Optional.empty();
        });
    }

    ClientSession playingNothing() {
        return changed(next -> {
            next.nowPlaying = Optional.empty();
            next.pausedSince = Optional.empty();
        });
    }

    ClientSession able(Capabilities said) {
        return changed(next -> next.capabilities = Optional.of(said));
    }

    ClientSession viewing(ItemId item) {
        return changed(next -> next.nowViewing = Optional.of(item));
    }

    ClientSession joinedBy(Companion other) {
        List<Companion> all = new ArrayList<>(leftBy(other.user()).companions);
        all.add(other);
        return changed(next -> next.companions = all);
    }

    ClientSession leftBy(UserId other) {
        List<Companion> rest =
                companions.stream().filter(each -> !each.user().equals(other)).toList();
        return changed(next -> next.companions = rest);
    }

    ClientSession opened(SocketPlace place) {
        List<SocketPlace> all = new ArrayList<>(sockets);
        all.remove(place);
        all.add(place);
        return changed(next -> {
            next.sockets = all.subList(Math.max(0, all.size() - MOST_SOCKETS), all.size());
            next.lonelySince = Optional.empty();
        });
    }

    ClientSession closed(SocketPlace place, Instant now) {
        return withOnly(each -> !each.equals(place), now);
    }

    /** Without a word on sockets: it is not known which are open. */
    ClientSession unplugged() {
        return changed(next -> next.sockets = List.of());
    }

    /** Without the sockets of pods that are gone. */
    ClientSession amongst(Set<String> livePods, Instant now) {
        return sockets.stream().allMatch(each -> livePods.contains(each.pod()))
                ? this
                : withOnly(each -> livePods.contains(each.pod()), now);
    }

    /** With what another pod has noted of the same client while the two could not hear each other; where they differ, the later counts. */
    ClientSession together(ClientSession other) {
        boolean isOvertaken = other.lastActivity.isAfter(lastActivity);
        ClientSession later = isOvertaken ? other : this;
        ClientSession earlier = isOvertaken ? this : other;
        if (!later.user.equals(earlier.user)) {
            return later;
        }
        Instant never = Instant.EPOCH;
        boolean isNews = earlier.lastCheckIn.orElse(never).isAfter(later.lastCheckIn.orElse(never));
        ClientSession player = isNews ? earlier : later;
        Set<SocketPlace> open = new LinkedHashSet<>(earlier.sockets);
        open.addAll(later.sockets);
        return later.changed(next -> {
            next.capabilities = later.capabilities.or(() -> earlier.capabilities);
            next.nowPlaying = player.nowPlaying;
            next.lastCheckIn = player.lastCheckIn;
            next.pausedSince = player.pausedSince;
            next.nowViewing = later.nowViewing.or(() -> earlier.nowViewing);
            next.sockets = List.copyOf(open);
            next.lonelySince = open.isEmpty() ? later.lonelySince : Optional.empty();
        });
    }

    private ClientSession withOnly(Predicate<SocketPlace> open, Instant now) {
        List<SocketPlace> rest = sockets.stream().filter(open).toList();
        return changed(next -> {
            next.sockets = rest;
            next.lonelySince = rest.isEmpty() ? lonelySince.or(() -> Optional.of(now)) : Optional.empty();
        });
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
        return changed(next -> {
            next.nowPlaying = nowPlaying
                    .filter(_ -> !isSilent(now))
                    .map(each -> each.after(Duration.between(lastCheckIn.orElse(now), now)));
            next.lastActivity = heardOf;
        });
    }

    ClientSession heardOf(Instant moment) {
        return changed(next -> next.lastActivity = moment);
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

    private ClientSession changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** What of a session can change, while it is being changed. */
    private static final class Draft {
        private final ClientSession base;
        private String userName;
        private Device device;
        private String remoteAddress;
        private List<Companion> companions;
        private Optional<Capabilities> capabilities;
        private Optional<NowPlaying> nowPlaying;
        private Optional<Instant> lastCheckIn;
        private Optional<Instant> pausedSince;
        private Optional<ItemId> nowViewing;
        private List<SocketPlace> sockets;
        private Optional<Instant> lonelySince;
        private Instant lastActivity;

        Draft(ClientSession base) {
            this.base = base;
            this.userName = base.userName;
            this.device = base.device;
            this.remoteAddress = base.remoteAddress;
            this.companions = base.companions;
            this.capabilities = base.capabilities;
            this.nowPlaying = base.nowPlaying;
            this.lastCheckIn = base.lastCheckIn;
            this.pausedSince = base.pausedSince;
            this.nowViewing = base.nowViewing;
            this.sockets = base.sockets;
            this.lonelySince = base.lonelySince;
            this.lastActivity = base.lastActivity;
        }

        ClientSession finished() {
            return new ClientSession(
                    base.id,
                    base.user,
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
                    lastActivity);
        }
    }
}
