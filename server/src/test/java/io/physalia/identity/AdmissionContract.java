package io.physalia.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.local.LocalBus;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in and how: policies at the sign-in, API keys, devices, Quick Connect, PINs. */
abstract class AdmissionContract {
    private static final Device PHONE = new Device("phone-1", "Ann's phone", "Finder", "1.2");
    private static final Device TV = new Device("tv-1", "Living room", "Viewer", "3");

    @TempDir
    Path directory = Path.of("");

    /** A Sunday at noon, and a clock that stands still until it is advanced. */
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    };
    private Database database;
    private IdentityChanges changes;
    private StoredUsers users;
    private AccessTokens tokens;
    private SignIns signIns;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    AdmissionContract() {}

    @BeforeEach
    void open() {
        database = Database.open(config(directory));
        changes = new IdentityChanges(new LocalBus());
        users = new StoredUsers(database, changes, clock, System::nanoTime);
        tokens = new StoredAccessTokens(database, users, changes, clock, System::nanoTime);
        signIns = new SignIns(users, tokens, new Admission(clock), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private User user(String policy) {
        return users.create("Ann", "", UserJson.readPolicy(policy));
    }

    private static void assertFails(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @Test
    void aUserWithoutRemoteAccessSignsInFromLocalNetworksOnly() {
        user("{\"EnableRemoteAccess\":false}");
        assertFails(FailureCode.FORBIDDEN, () -> signIns.byPassword("Ann", "", PHONE, false));
        assertThat(signIns.byPassword("Ann", "", PHONE, true).device()).isEqualTo(PHONE);
    }

    @Test
    void aUserSignsInOnTheDevicesThatAreOpenOnly() {
        user("{\"EnableAllDevices\":false,\"EnabledDevices\":[\"tv-1\"]}");
        assertFails(FailureCode.FORBIDDEN, () -> signIns.byPassword("Ann", "", PHONE, true));
        assertThat(signIns.byPassword("Ann", "", TV, true).device()).isEqualTo(TV);
    }

    @Test
    void aUserSignsInAtTheHoursOfTheScheduleOnly() {
        user("{\"AccessSchedules\":[{\"DayOfWeek\":\"Weekend\",\"StartHour\":10,\"EndHour\":13}]}");
        assertThat(signIns.byPassword("Ann", "", PHONE, true).device()).isEqualTo(PHONE);
        now.updateAndGet(moment -> moment.plus(Duration.ofHours(2)));
        assertFails(FailureCode.OUTSIDE_SCHEDULE, () -> signIns.byPassword("Ann", "", PHONE, true));
    }

    @Test
    void sessionsAreCountedByDevicesHeardOfLately() {
        user("{\"MaxActiveSessions\":1}");
        signIns.byPassword("Ann", "", PHONE, true);
        assertThat(signIns.byPassword("Ann", "", PHONE, true).device()).isEqualTo(PHONE);
        assertFails(FailureCode.FORBIDDEN, () -> signIns.byPassword("Ann", "", TV, true));
        now.updateAndGet(moment -> moment.plus(Duration.ofMinutes(11)));
        assertThat(signIns.byPassword("Ann", "", TV, true).device()).isEqualTo(TV);
    }

    @Test
    void signInsAtTheSameMomentAreCountedOneAfterTheOther() {
        user("{\"MaxActiveSessions\":2}");
        List<FailureCode> refusals = refusalsOfMany(
                10, i -> signIns.byPassword("Ann", "", new Device("device-" + i, "D", "Finder", "1"), true));
        assertThat(refusals).hasSize(8).containsOnly(FailureCode.FORBIDDEN);
    }

    /** Does something many times at the same moment; how those were refused that were. */
    private static List<FailureCode> refusalsOfMany(int times, IntConsumer call) {
        List<FailureCode> refusals = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                int number = i;
                threads.execute(() -> {
                    try {
                        call.accept(number);
                    } catch (Failure e) {
                        refusals.add(e.code());
                    }
                });
            }
        }
        return refusals;
    }

    @Test
    void guessingCannotLockTheLastAdministratorOut() {
        users.create(
                "root", "secret", UserJson.readPolicy("{\"IsAdministrator\":true,\"LoginAttemptsBeforeLockout\":1}"));
        assertFails(FailureCode.BAD_CREDENTIALS, () -> users.authenticate("root", "x"));
        assertThat(users.authenticate("root", "secret").name()).isEqualTo("root");
    }

    @Test
    void aLimitOfZeroIsJellyfinsDefaultOfThree() {
        User ann = users.create("Ann", "secret", UserJson.readPolicy("{\"LoginAttemptsBeforeLockout\":0}"));
        for (int i = 0; i < 3; i++) {
            assertThat(users.get(ann.id()).policy().isDisabled()).isFalse();
            assertFails(FailureCode.BAD_CREDENTIALS, () -> users.authenticate("Ann", "x"));
        }
        assertThat(users.get(ann.id()).isJustLockedOut()).isTrue();
    }

    @Test
    void anApiKeyIsAnAdministratorWhoIsNobodyUntilItIsRevoked() {
        ApiKeys keys = new StoredApiKeys(database, changes, clock);
        ApiKeys.ApiKey key = keys.create("Sonarr");
        Grant grant = tokens.find(key.token()).orElseThrow();
        assertThat(grant.isApiKey()).isTrue();
        assertThat(grant.user().policy().isAdministrator()).isTrue();
        assertThat(keys.list()).containsExactly(key);
        keys.revoke(key.token());
        assertThat(tokens.find(key.token())).isEmpty();
        assertFails(FailureCode.ITEM_NOT_FOUND, () -> keys.revoke(key.token()));
        assertFails(FailureCode.INVALID_PARAMETER, () -> keys.create(" "));
    }

    @Test
    void aDeviceIsNamedAndSignedOut() {
        User ann = user("{}");
        AccessToken token = signIns.byPassword("Ann", "", TV, true).token();
        Devices devices = new StoredDevices(database, changes);
        devices.rename("tv-1", " The big one ");
        assertThat(devices.list(Optional.of(ann.id()))).singleElement().satisfies(found -> {
            assertThat(found.device()).isEqualTo(TV);
            assertThat(found.customName()).contains("The big one");
            assertThat(found.userName()).isEqualTo("Ann");
        });
        assertThat(devices.list(Optional.of(UserId.random()))).isEmpty();
        devices.rename("tv-1", "");
        assertThat(devices.findName("tv-1")).isEmpty();
        devices.remove("tv-1");
        assertThat(devices.find("tv-1")).isEmpty();
        assertThat(tokens.find(token)).isEmpty();
    }

    @Test
    void aDeviceIsLetInByItsCodeAndTheTokenCanBeFetchedAgain() {
        User ann = user("{}");
        QuickConnects connects = new StoredQuickConnects(database, clock);
        QuickConnects.Started started = connects.start(TV);
        assertThat(started.waiting().code()).matches("\\d{6}");
        assertThat(connects.find(started.secret()).orElseThrow().user()).isEmpty();
        connects.authorize(ann.id(), ann.id(), started.waiting().code());
        connects.authorize(ann.id(), ann.id(), started.waiting().code());
        assertThat(connects.find(started.secret()).orElseThrow().user()).contains(ann.id());
        AccessToken token = connects.token(started.secret());
        for (int i = 0; i < 2; i++) {
            signIns.byGrant(ann, TV, token, true);
            assertThat(tokens.find(token).orElseThrow().user().id()).isEqualTo(ann.id());
        }
        now.updateAndGet(moment -> moment.plus(Duration.ofMinutes(12)));
        assertThat(connects.find(started.secret())).isEmpty();
    }

    @Test
    void codesCannotBeGuessedForLong() {
        User ann = user("{}");
        QuickConnects connects = new StoredQuickConnects(database, clock);
        QuickConnects.Started started = connects.start(TV);
        for (int i = 0; i < 10; i++) {
            assertFails(FailureCode.ITEM_NOT_FOUND, () -> connects.authorize(ann.id(), ann.id(), "000000"));
        }
        String code = started.waiting().code();
        assertFails(FailureCode.TOO_MANY_ATTEMPTS, () -> connects.authorize(ann.id(), ann.id(), code));
        connects.authorize(UserId.random(), ann.id(), code);
    }

    @Test
    void codesGuessedAtTheSameMomentAreCountedOneAfterTheOther() {
        User ann = user("{}");
        QuickConnects connects = new StoredQuickConnects(database, clock);
        List<FailureCode> refusals = refusalsOfMany(25, _ -> connects.authorize(ann.id(), ann.id(), "000000"));
        assertThat(refusals).filteredOn(FailureCode.ITEM_NOT_FOUND::equals).hasSize(10);
        assertThat(refusals).filteredOn(FailureCode.TOO_MANY_ATTEMPTS::equals).hasSize(15);
    }

    @Test
    void rightGuessesAreNotCounted() {
        User ann = user("{}");
        QuickConnects connects = new StoredQuickConnects(database, clock);
        for (int i = 0; i < 12; i++) {
            connects.authorize(ann.id(), ann.id(), connects.start(TV).waiting().code());
        }
        assertFails(FailureCode.ITEM_NOT_FOUND, () -> connects.authorize(ann.id(), ann.id(), "000000"));
    }

    @Test
    void wrongGuessesAreForgottenAfterTheirTime() {
        User ann = user("{}");
        QuickConnects connects = new StoredQuickConnects(database, clock);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10; i++) {
                assertFails(FailureCode.ITEM_NOT_FOUND, () -> connects.authorize(ann.id(), ann.id(), "000000"));
            }
            assertFails(FailureCode.TOO_MANY_ATTEMPTS, () -> connects.authorize(ann.id(), ann.id(), "000000"));
            now.updateAndGet(moment -> moment.plus(Duration.ofMinutes(10)));
        }
    }

    @Test
    void aPinResetsThePasswordOnce() {
        User ann = users.create("Ann", "secret", UserPolicy.DEFAULT);
        AccessToken token = signIns.byPassword("Ann", "secret", TV, true).token();
        PasswordPins pins = new PasswordPins(database, users, tokens, clock);
        String pin = pins.create(ann.id());
        assertThat(pin).matches("([0-9A-F]{2}-){3}[0-9A-F]{2}");
        assertThat(pins.redeem(pin).id()).isEqualTo(ann.id());
        assertThat(tokens.find(token)).isEmpty();
        assertThat(users.authenticate("Ann", pin).id()).isEqualTo(ann.id());
        assertFails(FailureCode.ITEM_NOT_FOUND, () -> pins.redeem(pin));
    }

    @Test
    void pinsRunOutAndCannotBeGuessedForLong() {
        User ann = users.create("Ann", "secret", UserPolicy.DEFAULT);
        PasswordPins pins = new PasswordPins(database, users, tokens, clock);
        String old = pins.create(ann.id());
        now.updateAndGet(moment -> moment.plus(Duration.ofMinutes(31)));
        assertFails(FailureCode.ITEM_NOT_FOUND, () -> pins.redeem(old));
        String pin = pins.create(ann.id());
        for (int i = 1; i < 10; i++) {
            assertFails(FailureCode.ITEM_NOT_FOUND, () -> pins.redeem("00-00-00-00"));
        }
        assertFails(FailureCode.TOO_MANY_ATTEMPTS, () -> pins.redeem(pin));
    }
}
