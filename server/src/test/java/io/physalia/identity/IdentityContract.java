package io.physalia.identity;

import static io.physalia.database.schema.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.physalia.cluster.Bus;
import io.physalia.cluster.local.LocalBus;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.database.ServerSettings;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, tokens and the first run, seen from two pods on one database. */
abstract class IdentityContract {
    private static final Device PHONE = new Device("phone-1", "Ann's phone", "Finder", "1.2");
    private static final Device TV = new Device("tv-1", "Living room", "Viewer", "3");

    @TempDir
    Path directory = Path.of("");

    private final AtomicLong nanoTime = new AtomicLong();
    private final LocalBus bus = new LocalBus();
    private Database database;
    private DatabaseConfig config;
    private Users users;
    private AccessTokens tokens;
    /** Another pod that gets no news. */
    private AccessTokens deafTokens;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    IdentityContract() {}

    @BeforeEach
    void open() {
        config = config(directory);
        database = Database.open(config);
        users = users(bus);
        tokens = new StoredAccessTokens(
                database, users, new IdentityChanges(bus), InstantSource.system(), nanoTime::get);
        deafTokens = deafTokens(database);
    }

    private StoredUsers users(Bus onBus) {
        return new StoredUsers(database, new IdentityChanges(onBus), InstantSource.system(), nanoTime::get);
    }

    private AccessTokens deafTokens(Database onDatabase) {
        IdentityChanges silence = new IdentityChanges(new Silence());
        Users itsUsers = new StoredUsers(onDatabase, silence, InstantSource.system(), nanoTime::get);
        return new StoredAccessTokens(onDatabase, itsUsers, silence, InstantSource.system(), nanoTime::get);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aUserIsFoundByIdAndByNameIgnoringCase() {
        User ann = users.create("Änn O'Neill", "secret", UserPolicy.DEFAULT);
        assertThat(users.find(ann.id())).contains(ann);
        assertThat(users.findByName("äNN o'nEILL")).contains(ann);
        assertThat(users.list()).containsExactly(ann);
        assertThat(ann.hasPassword()).isTrue();
        assertThat(ann.policy()).isEqualTo(UserPolicy.DEFAULT);
        assertThat(ann.configuration()).isEqualTo(UserConfiguration.DEFAULT);
        assertThat(ann.created()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(users.find(UserId.random())).isEmpty();
    }

    @Test
    void aNameIsTakenInAnyCase() {
        User ann = users.create("Ann", "", UserPolicy.DEFAULT);
        User bob = users.create("Bob", "", UserPolicy.DEFAULT);
        assertFails(FailureCode.NAME_TAKEN, () -> users.create("aNN", "", UserPolicy.DEFAULT));
        assertFails(FailureCode.NAME_TAKEN, () -> users.rename(bob.id(), "ANN"));
        assertThat(users.rename(ann.id(), "ANN").name()).isEqualTo("ANN");
        for (String name : List.of("", " Ann", "Ann ", "a/b", "a\nb", "<b>", "x".repeat(65))) {
            assertFails(FailureCode.INVALID_PARAMETER, () -> users.create(name, "", UserPolicy.DEFAULT));
        }
    }

    @Test
    void theRightPasswordSignsInAndNoOther() {
        User ann = users.create("Ann", "secret", UserPolicy.DEFAULT);
        User signedIn = users.authenticate("ann", "secret");
        assertThat(signedIn.id()).isEqualTo(ann.id());
        assertThat(signedIn.lastLogin()).isPresent();
        assertFails(FailureCode.BAD_CREDENTIALS, () -> users.authenticate("ann", "Secret"));
        assertFails(FailureCode.BAD_CREDENTIALS, () -> users.authenticate("ann", ""));
        assertFails(FailureCode.BAD_CREDENTIALS, () -> users.authenticate("nobody", "secret"));
        assertThat(users.get(ann.id()).policy().invalidLoginAttemptCount()).isEqualTo(2);
        assertThat(users.authenticate("ANN", "secret").policy().invalidLoginAttemptCount())
                .isZero();

        users.setPassword(ann.id(), "other");
        assertFails(FailureCode.BAD_CREDENTIALS, () -> users.authenticate("Ann", "secret"));
        assertThat(users.authenticate("Ann", "other").id()).isEqualTo(ann.id());
    }

    @Test
    void withoutAPasswordTheEmptyOneSignsIn() {
        users.create("Ann", "", UserPolicy.DEFAULT);
        assertThat(users.authenticate("Ann", "").hasPassword()).isFalse();
        assertFails(FailureCode.BAD_CREDENTIALS, () -> users.authenticate("Ann", "x"));
    }

    @Test
    void anOldHashIsRenewedAtSignIn() {
        User ann = users.create("Ann", "x", UserPolicy.DEFAULT);
        String old = "$PBKDF2$iterations=4096$73616C74$4B007901B765489ABEAD49D926F721D065A429C1";
        database.write(sql -> sql.update(USERS).set(USERS.PASSWORD_HASH, old).execute());
        assertThat(users.authenticate("Ann", "password").id()).isEqualTo(ann.id());
        String renewed = database.read(sql -> sql.select(USERS.PASSWORD_HASH)
                .from(USERS)
                .fetch(USERS.PASSWORD_HASH)
                .getFirst());
        assertThat(renewed).startsWith("$PBKDF2-SHA512$iterations=210000$");
        assertThat(users.authenticate("Ann", "password").id()).isEqualTo(ann.id());
    }

    @Test
    void tooManyFailuresLockTheUserOut() {
        User ann = users.create("Ann", "secret", policy("{\"LoginAttemptsBeforeLockout\":2}"));
        assertFails(FailureCode.BAD_CREDENTIALS, () -> users.authenticate("Ann", "1"));
        assertFails(FailureCode.BAD_CREDENTIALS, () -> users.authenticate("Ann", "2"));
        for (String guess : List.of("secret", "3")) {
            assertFails(FailureCode.FORBIDDEN, () -> users.authenticate("Ann", guess));
        }
        User enabled = users.setPolicy(ann.id(), users.get(ann.id()).policy().withDisabled(false));
        assertThat(enabled.policy().invalidLoginAttemptCount()).isZero();
        assertThat(users.authenticate("Ann", "secret").id()).isEqualTo(ann.id());
    }

    @Test
    void passwordsGuessedAtTheSameMomentAreAnsweredNoOftenerThanTheLimit() throws Exception {
        User ann = users.create("Ann", "secret", policy("{\"LoginAttemptsBeforeLockout\":3}"));
        List<FailureCode> answers = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<User> guess = () -> users.authenticate("Ann", "wrong");
            for (Future<User> future : executor.invokeAll(Collections.nCopies(8, guess))) {
                answers.add(((Failure) future.exceptionNow()).code());
            }
        }
        assertThat(answers).filteredOn(FailureCode.BAD_CREDENTIALS::equals).hasSize(3);
        assertThat(answers).filteredOn(FailureCode.FORBIDDEN::equals).hasSize(5);
        assertThat(users.get(ann.id()).isJustLockedOut()).isTrue();
    }

    @Test
    void theLastAdministratorStays() {
        User ann = users.create("Ann", "", UserPolicy.ADMINISTRATOR);
        User bob = users.create("Bob", "", UserPolicy.DEFAULT);
        assertFails(FailureCode.FORBIDDEN, () -> users.remove(ann.id()));
        assertFails(FailureCode.FORBIDDEN, () -> users.setPolicy(ann.id(), UserPolicy.DEFAULT));
        assertFails(
                FailureCode.FORBIDDEN, () -> users.setPolicy(ann.id(), UserPolicy.ADMINISTRATOR.withDisabled(true)));
        users.setPolicy(bob.id(), UserPolicy.ADMINISTRATOR);
        users.remove(ann.id());
        assertThat(users.find(ann.id())).isEmpty();
        assertThat(users.list()).extracting(User::name).containsExactly("Bob");
    }

    @Test
    void twoAdministratorsCannotDemoteEachOtherAtOnce() throws Exception {
        User ann = users.create("Ann", "", UserPolicy.ADMINISTRATOR);
        User bob = users.create("Bob", "", UserPolicy.ADMINISTRATOR);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            int refused = 0;
            for (Future<User> future : executor.invokeAll(List.<Callable<User>>of(
                    () -> users.setPolicy(ann.id(), UserPolicy.DEFAULT),
                    () -> users.setPolicy(bob.id(), UserPolicy.DEFAULT)))) {
                try {
                    future.get();
                } catch (java.util.concurrent.ExecutionException _) {
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(1);
        }
        assertThat(users.list())
                .filteredOn(user -> user.policy().isAdministrator())
                .hasSize(1);
    }

    @Test
    void aTokenStandsForItsUserAndDevice() {
        User ann = users.create("Ann", "", UserPolicy.DEFAULT);
        AccessToken token = tokens.issue(ann.id(), PHONE);
        Grant grant = tokens.find(token).orElseThrow();
        assertThat(grant.user()).isEqualTo(ann);
        assertThat(grant.device()).isEqualTo(PHONE);
        assertThat(token.value()).matches("[0-9a-f]{32}");
        assertThat(token.toString()).doesNotContain(token.value());
        assertThat(tokens.find(new AccessToken("0".repeat(32)))).isEmpty();
        assertThat(deafTokens.find(token)).contains(grant);
    }

    @Test
    void aNewTokenEndsTheOldOneOfTheSameDeviceOnly() {
        User ann = users.create("Ann", "", UserPolicy.DEFAULT);
        User bob = users.create("Bob", "", UserPolicy.DEFAULT);
        AccessToken first = tokens.issue(ann.id(), PHONE);
        AccessToken tv = tokens.issue(ann.id(), TV);
        AccessToken other = tokens.issue(bob.id(), PHONE);
        assertThat(tokens.find(first)).isPresent();
        AccessToken second = tokens.issue(ann.id(), PHONE);
        assertThat(tokens.find(first)).isEmpty();
        assertThat(List.of(second, tv, other))
                .allMatch(token -> tokens.find(token).isPresent());
    }

    @Test
    void signingInOnOneDeviceManyTimesAtOnceLeavesOneToken() throws Exception {
        User ann = users.create("Ann", "", UserPolicy.DEFAULT);
        Set<AccessToken> issued = new HashSet<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<AccessToken> signIn = () -> tokens.issue(ann.id(), PHONE);
            for (Future<AccessToken> future : executor.invokeAll(List.of(signIn, signIn, signIn, signIn))) {
                issued.add(future.get());
            }
        }
        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(issued).filteredOn(token -> tokens.find(token).isPresent()).hasSize(1);
    }

    @Test
    void aRevokedTokenIsRefusedAtOnceHereAndWithinFiveSecondsWhereNoNewsArrives() {
        User ann = users.create("Ann", "", UserPolicy.DEFAULT);
        AccessToken token = tokens.issue(ann.id(), PHONE);
        assertThat(tokens.find(token)).isPresent();
        assertThat(deafTokens.find(token)).isPresent();
        tokens.revoke(token);
        assertThat(tokens.find(token)).isEmpty();
        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(deafTokens.find(token)).isEmpty();
    }

    @Test
    void allTokensOfAUserCanBeEndedButOne() {
        User ann = users.create("Ann", "", UserPolicy.DEFAULT);
        AccessToken phone = tokens.issue(ann.id(), PHONE);
        AccessToken tv = tokens.issue(ann.id(), TV);
        tokens.revokeAll(ann.id(), Optional.of(tv));
        assertThat(tokens.find(phone)).isEmpty();
        assertThat(tokens.find(tv)).isPresent();
        tokens.revokeAll(ann.id(), Optional.empty());
        assertThat(tokens.find(tv)).isEmpty();
    }

    @Test
    void aDisabledOrRemovedUserHasNoGrant() {
        users.create("Root", "", UserPolicy.ADMINISTRATOR);
        User ann = users.create("Ann", "", UserPolicy.DEFAULT);
        AccessToken token = tokens.issue(ann.id(), PHONE);
        assertThat(tokens.find(token)).isPresent();
        users.setPolicy(ann.id(), UserPolicy.DEFAULT.withDisabled(true));
        assertThat(tokens.find(token)).isEmpty();
        users.setPolicy(ann.id(), UserPolicy.DEFAULT);
        assertThat(tokens.find(token)).isPresent();
        users.remove(ann.id());
        assertThat(tokens.find(token)).isEmpty();
    }

    @Test
    void theWizardMakesOneAdministratorAndEnds() {
        ServerSettings settings = new ServerSettings(database);
        FirstRun firstRun = new StoredFirstRun(settings, users);
        assertThat(firstRun.isCompleted()).isFalse();
        User first = firstRun.firstUser();
        assertThat(first.policy().isAdministrator()).isTrue();
        assertThat(firstRun.firstUser().id()).isEqualTo(first.id());
        assertFails(FailureCode.INVALID_PARAMETER, () -> firstRun.setFirstUser("Ann", " "));
        User ann = firstRun.setFirstUser("Ann", "secret");
        assertThat(ann.id()).isEqualTo(first.id());
        assertThat(users.authenticate("Ann", "secret").id()).isEqualTo(first.id());
        assertFails(FailureCode.ALREADY_SET_UP, () -> firstRun.setFirstUser("Eve", "evil"));

        FirstRun.Answers answers = new FirstRun.Answers("Reef", "de-CH", "CH", "de");
        firstRun.setAnswers(answers);
        firstRun.complete();
        FirstRun elsewhere = new StoredFirstRun(settings, users);
        assertThat(elsewhere.isCompleted()).isTrue();
        assertThat(elsewhere.answers()).isEqualTo(answers);
        users.setPassword(ann.id(), "");
        assertFails(FailureCode.ALREADY_SET_UP, () -> elsewhere.setFirstUser("Eve", "evil"));
    }

    @Test
    void knownTokensStandWhileTheDatabaseIsDown() {
        User ann = users.create("Ann", "", UserPolicy.DEFAULT);
        AccessToken token = tokens.issue(ann.id(), PHONE);
        Database other = Database.open(config);
        AccessTokens podWithoutDatabase = deafTokens(other);
        assertThat(podWithoutDatabase.find(token)).isPresent();
        other.close();
        nanoTime.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(podWithoutDatabase.find(token)).isPresent();
        assertFails(
                FailureCode.DATABASE_UNAVAILABLE, () -> podWithoutDatabase.find(new AccessToken("never seen before")));
    }

    private static UserPolicy policy(String json) {
        return UserJson.readPolicy(json);
    }

    private static void assertFails(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    /** A bus that loses everything. */
    private static final class Silence implements Bus {
        @Override
        public void publish(Topic topic, String message) {}

        @Override
        public Subscription subscribe(Topic topic, Consumer<String> listener) {
            return () -> {};
        }
    }
}
