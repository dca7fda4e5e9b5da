package io.traindeck.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.Command;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.testing.Patience;
import io.traindeck.testing.SshServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of runs and logs of another machine, which is this one behind a shell. */
class RemoteRunsTest {
    private static final String STEP =
            "{\"event\":\"step\",\"time_ms\":%d,\"step\":%d,\"epoch\":1,\"loss\":0.5,\"lr\":0.1}\n";

    @TempDir
    Path dir;

    private Path home;
    private StandInSsh ssh;
    private RemoteRuns remote;

    @BeforeEach
    void connect() throws IOException {
        home = Files.createDirectory(dir.resolve("home"));
        ssh = new StandInSsh(dir, "sh", home);
        remote = new RemoteRuns(ssh.env());
    }

    @AfterEach
    void disconnect() {
        remote.close();
    }

    private Path copy(String path, boolean follows) throws RunException {
        return remote.copy(RemotePath.of("gpu2:" + path).orElseThrow(), follows);
    }

    private interface Claim {
        boolean holds() throws Exception;
    }

    private static void await(String what, Claim claim) throws Exception {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!claim.holds()) {
            assertThat(System.nanoTime()).as("%s in time", what).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000); // Files are all that tells.
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private RunFolder run(String name) throws Exception {
        RunFolder run = RunFolder.create(home.resolve("runs"), name);
        Files.writeString(run.runJson(), "{}");
        append(run.events(), "{\"event\":\"run_started\",\"time_ms\":1,\"schema\":2,\"run\":\"a\"}\n");
        append(run.events(), STEP.formatted(2, 1));
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash", "busybox sh"})
    void everyShellCanAnswer(String shell) throws Exception {
        StandInSsh.assumeThere(shell);
        RunFolder run = run("a");
        Path other = Files.createDirectory(dir.resolve("other"));
        try (RemoteRuns runs = new RemoteRuns(new StandInSsh(other, shell, home).env())) {
            Path here = runs.copy(RemotePath.of("gpu2:runs/a").orElseThrow(), true);
            assertThat(here.resolve("events.jsonl")).hasSameBinaryContentAs(run.events());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "it's",
                "\"quoted\"",
                "$HOME",
                "`id`",
                "naïve-日本",
                "-n",
                "*",
                "a;b",
                "back\\slash",
                "#x",
                "~"
            })
    void aFileOfAnyNameIsCopied(String name) throws Exception {
        Path log = Files.writeString(home.resolve(name), "step,loss\n1,0.5\n");
        assertThat(copy("./" + name, false)).hasSameBinaryContentAs(log);
        Path folder = Files.createDirectories(home.resolve("in").resolve(name));
        Files.writeString(folder.resolve("metrics.csv"), "step,loss\n1,0.25\n");
        assertThat(copy("in/" + name, false).resolve("metrics.csv")).hasContent("step,loss\n1,0.25\n");
    }

    /** Output that grows shows that a program lives, and old output must not look as if it had grown just now. */
    @Test
    void theCopyOfOldOutputIsOld() throws Exception {
        RunFolder run = run("a");
        Files.writeString(run.trainerLog(), "still reading the corpus\n");
        Instant hourAgo = Instant.now().minus(1, ChronoUnit.HOURS);
        Files.setLastModifiedTime(run.trainerLog(), FileTime.from(hourAgo));
        Path here = copy("runs/a", true).resolve(RunFolder.TRAINER_LOG);
        assertThat(Files.getLastModifiedTime(here).toInstant())
                .isBetween(hourAgo.minusSeconds(60), hourAgo.plusSeconds(60));
    }

    @Test
    void anyBytesAreCopiedWhateverTheirNumber() throws Exception {
        Random random = new Random(7);
        Path log = home.resolve("log");
        Files.createFile(log);
        Path here = copy("log", true);
        for (int size : new int[] {1, 510, 1, 512, 513, 100_000, 1_023}) {
            byte[] more = new byte[size];
            random.nextBytes(more);
            Files.write(log, more, StandardOpenOption.APPEND);
            await("the copy has what was appended", () -> Files.size(here) == Files.size(log));
            assertThat(here).hasSameBinaryContentAs(log);
        }
    }

    @Test
    void aFileThatIsReplacedOrCutShortIsReplacedHereToo() throws Exception {
        Path log = Files.writeString(home.resolve("log"), "first\nsecond\n");
        Path here = copy("log", true);
        Path fresh = Files.writeString(home.resolve("fresh"), "other one\n and more of it\n");
        Files.move(fresh, log, StandardCopyOption.REPLACE_EXISTING);
        await("replaced", () -> Files.readString(here).startsWith("other"));
        Files.writeString(log, "x\n");
        await("cut", () -> Files.readString(here).equals("x\n"));
    }

    @Test
    void aLogThatIsOldThereIsOldHere() throws Exception {
        Path log = Files.writeString(home.resolve("log"), "step,loss\n1,2\n");
        Instant then = Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        Files.setLastModifiedTime(log, FileTime.from(then));
        assertThat(Files.getLastModifiedTime(copy("log", false)).toInstant())
                .isBetween(then.minusSeconds(60), then.plusSeconds(60));
    }

    @Test
    void theCopyOfARunLivesAsLongAsItsTrainer() throws Exception {
        RunFolder run = run("a");
        RunFolder here = new RunFolder(copy("runs/a", true));
        assertThat(here.isLive()).isFalse();
        Process trainer = LockHolder.of(run.lock());
        try {
            await("live", here::isLive);
        } finally {
            trainer.destroyForcibly();
        }
        await("not live", () -> !here.isLive());
    }

    /** A node of a cluster may train a run that is looked at on another, which sees no locks of the first. */
    @Test
    void theCopyOfARunOfAThirdMachineLivesAsLongAsItsLogGrows() throws Exception {
        String trainer = "{\"trainer\": {\"host\": \"%s\"}}";
        Files.writeString(run("here").runJson(), trainer.formatted(RunJson.thisHost()));
        Files.writeString(run("elsewhere").runJson(), trainer.formatted("node7"));
        RunFolder still = run("still");
        Files.writeString(still.runJson(), trainer.formatted("node7"));
        Files.setLastModifiedTime(still.events(), FileTime.from(Instant.now().minus(Duration.ofMinutes(10))));

        assertThat(new RunFolder(copy("runs/here", false)).isLive()).isFalse();
        assertThat(new RunFolder(copy("runs/elsewhere", false)).isLive()).isTrue();
        assertThat(new RunFolder(copy("runs/still", false)).isLive()).isFalse();
    }

    @Test
    void aCommandGoesIntoTheMailboxThereForItsOwnerAlone() throws Exception {
        RunFolder run = run("a");
        RunFolder here = new RunFolder(copy("runs/a", true));
        String id = Mailbox.send(here, Command.CHECKPOINT);
        remote.awaitSent(here.path());
        Path command = run.commands().resolve(id + ".json");
        assertThat(command).content().isEqualTo("{\"id\":\"" + id + "\",\"command\":\"checkpoint\"}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(command)))
                .isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(run.commands())) {
            assertThat(left).containsExactly(command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash", "busybox sh"})
    void aCommandThatCannotBePutThereIsRefusedAndHoldsUpNothing(String shell) throws Exception {
        StandInSsh.assumeThere(shell);
        RunFolder run = run("a");
        Path other = Files.createDirectory(dir.resolve("other"));
        try (RemoteRuns runs = new RemoteRuns(new StandInSsh(other, shell, home).env())) {
            RunFolder here =
                    new RunFolder(runs.copy(RemotePath.of("gpu2:runs/a").orElseThrow(), true));
            Path away = Files.move(run.commands(), dir.resolve("away"));
            String first = Mailbox.send(here, Command.PAUSE);
            runs.awaitSent(here.path());
            assertThat(runs.refusal(here.path(), first))
                    .contains("nothing can be put into gpu2:runs/a/commands: there is no such folder");
            Files.move(away, run.commands());
            // Root may write anywhere, but not into a folder as if it were a file.
            Files.createDirectory(run.commands().resolve(".second.json.tmp"));
            Files.writeString(here.commands().resolve("second.json"), "{}");
            runs.awaitSent(here.path());
            assertThat(runs.refusal(here.path(), "second"))
                    .contains("nothing can be put into gpu2:runs/a/commands: Is a directory");

            append(run.events(), STEP.formatted(3, 3));
            await("grown", () -> Files.size(here.events()) == Files.size(run.events()));
            assertThat(runs.trouble(here.path())).isEmpty();
            String third = Mailbox.send(here, Command.CHECKPOINT);
            runs.awaitSent(here.path());
            assertThat(runs.refusal(here.path(), third)).isEmpty();
            assertThat(run.commands().resolve(third + ".json")).exists();
        }
    }

    @Test
    void whatTheCopyHadWhenTheLinkBrokeDoesNotComeTwice() throws Exception {
        Path log = Files.createFile(home.resolve("log"));
        Path other = Files.createDirectory(dir.resolve("other"));
        Path tools = Files.createDirectory(dir.resolve("tools"));
        String breaksOnce =
                """
                #!/bin/sh
                case "$*" in *' skip=%d '*) if mkdir '%s' 2>/dev/null; then cd '%s' && kill -9 $PPID *; fi ;; esac
                exec /usr/bin/dd "$@"
                """
                        .formatted(RemoteFiles.MOST_AT_ONCE / 512, dir.resolve("broken once"), other.resolve("shells"));
        Files.setPosixFilePermissions(
                Files.writeString(tools.resolve("dd"), breaksOnce), PosixFilePermissions.fromString("rwx------"));
        String shell = "env PATH='" + tools + "':\"$PATH\" sh";
        try (RemoteRuns runs = new RemoteRuns(new StandInSsh(other, shell, home).env())) {
            Path here = runs.copy(RemotePath.of("gpu2:log").orElseThrow(), true);
            byte[] more = new byte[2 * RemoteFiles.MOST_AT_ONCE + 100];
            new Random(7).nextBytes(more);
            Files.write(log, more);
            await("all", () -> Files.size(here) >= more.length);
            assertThat(dir.resolve("broken once")).exists();
            assertThat(here).hasSameBinaryContentAs(log);
        }
    }

    @Test
    void aLinkThatBreaksIsSaidAndLosesNothing() throws Exception {
        RunFolder run = run("a");
        Path here = copy("runs/a", true).resolve("events.jsonl");
        for (int i = 2; i < 7; i++) {
            ssh.breakLink();
            await("said", () -> remote.trouble(here).contains("cannot be reached"));
            append(run.events(), STEP.formatted(i, i));
            ssh.mendLink();
            await("caught up", () -> Files.size(here) == Files.size(run.events()));
            assertThat(here).hasSameBinaryContentAs(run.events());
            await("no more said", () -> remote.trouble(here).isEmpty());
        }
    }

    @Test
    void aLongLogIsThinnedForAScreenAndWholeForFigures() throws Exception {
        RunFolder run = run("long");
        StringBuilder steps = new StringBuilder();
        int last = 80_000;
        for (int i = 2; i <= last; i++) {
            steps.append(STEP.formatted(i, i));
            if (i % 10_000 == 0) {
                steps.append("{\"event\":\"validation\",\"time_ms\":9,\"step\":" + i + ",\"val_loss\":1}\n");
            }
        }
        append(run.events(), steps + "{\"event\":\"step\",\"time_ms\":9,\"step\":80001,\"lo");
        Path shown = copy("runs/long", true).resolve("events.jsonl");
        assertThat(Files.size(shown)).isLessThan(Files.size(run.events()) / 2);
        append(run.events(), "ss\":0.25,\"lr\":1}\n");
        await("the end", () -> Files.readString(shown).endsWith("\"step\":80001,\"loss\":0.25,\"lr\":1}\n"));
        try (EventLogReader reader = new EventLogReader(shown)) {
            reader.poll(event -> {});
            assertThat(reader.unreadableLines()).isZero();
        }
        assertThat(Files.readAllLines(shown).stream().filter(line -> line.contains("validation")))
                .hasSize(last / 10_000);
        assertThat(copy("runs/long", false).resolve("events.jsonl")).hasSameBinaryContentAs(run.events());
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> copy("runs/none", true))
                .isInstanceOf(RunException.class)
                .hasMessage("no file or folder gpu2:runs/none");
    }

    @Test
    void aMachineThatCannotBeReachedIsSaidInItsOwnWords() throws Exception {
        ssh.breakLink();
        assertThatThrownBy(() -> copy("runs/none", true))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("gpu2 cannot be reached: connect to host")
                .hasMessageEndingWith("Connection refused");
    }

    @Test
    void aMachineThatRefusesOnceIsTriedAgain() throws Exception {
        RunFolder run = run("a");
        ssh.refuseOne();
        assertThat(copy("runs/a", true).resolve("events.jsonl")).hasSameBinaryContentAs(run.events());
    }

    @Test
    void aMachineThatHangsStopsNoOther() throws Exception {
        RunFolder run = run("a");
        Thread waiting = new Thread(() -> {
            try {
                remote.copy(RemotePath.of("hangs:runs/a").orElseThrow(), true);
            } catch (RunException e) {
                // It hangs until everything is closed.
            }
        });
        waiting.setDaemon(true);
        waiting.start();
        await("asked", () -> waiting.getState() == Thread.State.TIMED_WAITING);
        assertThat(copy("runs/a", true).resolve("events.jsonl")).hasSameBinaryContentAs(run.events());
        assertThat(waiting.isAlive()).isTrue();
    }

    @Test
    void overRealSshToo() throws Exception {
        RunFolder run = run("a");
        Path elsewhere = dir.resolve("sshd");
        try (SshServer server = new SshServer(elsewhere);
                RemoteRuns runs = new RemoteRuns(server.env())) {
            RunFolder here = new RunFolder(
                    runs.copy(new RemotePath(SshServer.HOST, run.path().toString()), true));
            assertThat(here.events()).hasSameBinaryContentAs(run.events());
            append(run.events(), STEP.formatted(3, 3));
            await("grown", () -> Files.size(here.events()) == Files.size(run.events()));
            String id = Mailbox.send(here, Command.STOP);
            runs.awaitSent(here.path());
            assertThat(run.commands().resolve(id + ".json")).exists();
        }
    }

    /** Such lines are for the connection that the user makes: its ports may be taken, by that one above all. */
    @Test
    void thePortsThatTheUserForwardsAreLeftAlone() throws Exception {
        RunFolder run = run("a");
        Path elsewhere = dir.resolve("sshd");
        try (SshServer server = new SshServer(elsewhere);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> env = server.env();
            append(
                    elsewhere.resolve("ssh_config"),
                    """
                    LocalForward 127.0.0.1:%d 127.0.0.1:9
                    ExitOnForwardFailure yes
                    Host %s-shared
                    ControlMaster auto
                    ControlPath %s
                    Host %s-far
                    ProxyJump %s
                    """
                            .formatted(
                                    taken.getLocalPort(),
                                    SshServer.HOST,
                                    dir.resolve("control"),
                                    SshServer.HOST,
                                    SshServer.HOST));
            try (RemoteRuns runs = new RemoteRuns(env);
                    RemoteRuns others = new RemoteRuns(env)) {
                assertThat(events(runs, "", run)).hasSameBinaryContentAs(run.events());
                assertThat(events(runs, "-far", run)).hasSameBinaryContentAs(run.events());
                assertThat(events(runs, "-shared", run)).hasSameBinaryContentAs(run.events());
                assertThat(dir.resolve("control")).exists();
                assertThat(events(others, "-shared", run)).hasSameBinaryContentAs(run.events());
            }
        }
    }

    private static Path events(RemoteRuns runs, String host, RunFolder run) throws RunException {
        RemotePath path = new RemotePath(SshServer.HOST + host, run.path().toString());
        return new RunFolder(runs.copy(path, true)).events();
    }

    @Test
    void whoWaitsForAMachineIsToldOfTheEnd() throws Exception {
        CompletableFuture<Path> waiting = CompletableFuture.supplyAsync(() -> copied("hangs:runs/a"));
        await("asked", () -> sleepers() == 1);
        remote.close();
        assertThat(waiting)
                .failsWithin(Patience.LIMIT)
                .withThrowableThat()
                .withMessageContaining("the connection to hangs has been closed");
        assertThatThrownBy(() -> copy("runs/a", true)).hasMessageContaining("the program ends");
    }

    private Path copied(String path) {
        try {
            return remote.copy(RemotePath.of(path).orElseThrow(), true);
        } catch (RunException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void severalCallersGetOneCopyWhenItIsThere() throws Exception {
        RunFolder run = run("a");
        Path expected = remote.expect(new RemotePath("gpu2", "runs/a"));
        CompletableFuture<Path> other = CompletableFuture.supplyAsync(() -> copied("gpu2:runs/a"));
        Path here = copy("runs/a", true);
        assertThat(here.resolve("events.jsonl")).hasSameBinaryContentAs(run.events());
        assertThat(here).isEqualTo(expected);
        assertThat(other).succeedsWithin(Patience.LIMIT).isEqualTo(here);
        assertThat(remote.origin(here)).contains(new RemotePath("gpu2", "runs/a"));
    }

    @Test
    void machinesThatDoNotEndAreWaitedForTogether() throws Exception {
        for (int i = 0; i < 6; i++) {
            remote.expect(new RemotePath("stubborn" + i, "runs/a"));
        }
        await("asked", () -> sleepers() == 6);
        long begin = System.nanoTime();
        remote.close();
        // Each of them takes two seconds.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        await("ended", () -> sleepers() == 0);
    }

    private static long sleepers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("sleep"))
                .count();
    }

    @Test
    void theLockOfACopyIsFreeWhenTheCopyIsRemoved() throws Exception {
        RunFolder run = run("a");
        Process trainer = LockHolder.of(run.lock());
        try {
            RunFolder here = new RunFolder(copy("runs/a", true));
            await("live", here::isLive);
            Path lock = Files.createLink(dir.resolve("lock of the copy"), here.lock());
            remote.close();
            assertThat(RunLock.look(lock)).isEqualTo(RunLock.Sign.FREE);
        } finally {
            trainer.destroyForcibly();
        }
    }

    @Test
    void theCopiesAreRemovedWithTheirOwner() throws Exception {
        run("a");
        Path here = copy("runs/a", true);
        remote.close();
        assertThat(here).doesNotExist();
        assertThat(List.of(here.getParent(), here.getParent().getParent())).noneMatch(Files::exists);
    }
}
