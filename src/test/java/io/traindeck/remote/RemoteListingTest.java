package io.traindeck.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.testing.Patience;
import io.traindeck.testing.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listing that a list of runs gets of another machine, which is this one behind a shell. */
class RemoteListingTest {
    private static final String STARTED = "{\"event\":\"run_started\",\"time_ms\":1,\"schema\":2,\"run\":\"a\"}\n";
    private static final String STEP = "{\"event\":\"step\",\"time_ms\":%d,\"step\":%d,\"epoch\":1,\"loss\":0.5}\n";

    private static final RemoteListing.Pace PACE = new RemoteListing.Pace(100_000_000, 300_000_000);

    @TempDir
    Path dir;

    private final Semaphore news = new Semaphore(0);
    private Path home;
    private StandInSsh ssh;
    private RemoteRuns remote;

    @BeforeEach
    void connect() throws IOException {
        home = Files.createDirectory(dir.resolve("home"));
        ssh = new StandInSsh(dir, "sh", home);
        remote = new RemoteRuns(ssh.env(), PACE);
    }

    @AfterEach
    void disconnect() {
        remote.close();
    }

    private Path list(String path) throws Exception {
        Path here = remote.list(RemotePath.of(path).orElseThrow(), news::release);
        remote.connect();
        return here;
    }

    private interface Claim {
        boolean holds() throws Exception;
    }

    private void await(String what, Claim claim) throws Exception {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!claim.holds()) {
            assertThat(System.nanoTime()).as("%s in time", what).isLessThan(deadline);
            // Of a machine that cannot be reached there is no news.
            news.tryAcquire(100, TimeUnit.MILLISECONDS);
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private RunFolder run(String name) throws Exception {
        RunFolder run = RunFolder.create(home.resolve("runs"), name);
        Files.writeString(run.runJson(), "{}");
        append(run.events(), STARTED + STEP.formatted(2, 1));
        append(run.trainerLog(), "step 1 loss 0.5\n");
        return run;
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.mismatch(one, other) < 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash", "busybox sh"})
    void everyShellTellsRunsAndHowBusyItsMachineIs(String shell) throws Exception {
        StandInSsh.assumeThere(shell);
        RunFolder run = run("a b");
        Path log = Files.createDirectories(home.resolve("runs/it's \"nai\u0308ve\" $HOME/\u65e5\u672c"))
                .resolve("metrics.csv");
        Files.writeString(log, "step,loss\n1,0.5\n");
        Path other = Files.createDirectory(dir.resolve("other"));
        try (RemoteRuns runs = new RemoteRuns(new StandInSsh(other, shell, home).env(), PACE)) {
            Path here = runs.list(RemotePath.of("gpu2:runs").orElseThrow(), news::release);
            runs.connect();
            Path copy = here.resolve(home.resolve("runs").relativize(log));
            await("read", () -> isSame(here.resolve("a b/events.jsonl"), run.events()) && isSame(copy, log));
            assertThat(here.resolve("a b/run.json")).hasSameBinaryContentAs(run.runJson());
            assertThat(here.resolve("a b/trainer.log"))
                    .as("nothing that a list does not need")
                    .doesNotExist();
            assertThat(runs.machine("gpu2")).matches("load \\d+\\.\\d of \\d+, memory \\d+/\\d+ GB.*");
            assertThat(runs.troubleOf("gpu2")).isEmpty();
        }
    }

    @Test
    void whatIsAppendedComesAndWhatIsRemovedGoes() throws Exception {
        RunFolder run = run("a");
        Path here = list("gpu2:runs");
        Path copy = here.resolve("a/events.jsonl");
        await("read", () -> isSame(copy, run.events()));
        for (int i = 2; i < 5; i++) {
            append(run.events(), STEP.formatted(i, i) + "{\"event\":\"st");
            await("appended", () -> isSame(copy, run.events()));
            append(run.events(), "ep\",\"step\":1}\n");
            await("appended", () -> isSame(copy, run.events()));
        }
        RunFolder second = run("b");
        await("found", () -> isSame(here.resolve("b/events.jsonl"), second.events()));
        Files.delete(second.events());
        Files.delete(second.runJson());
        await("gone", () -> !Files.exists(here.resolve("b/events.jsonl")));
    }

    @Test
    void theCopyOfARunLivesAsLongAsItsTrainer() throws Exception {
        RunFolder run = run("a");
        Process trainer = LockHolder.of(run.lock());
        try {
            RunFolder copy = new RunFolder(list("gpu2:runs").resolve("a"));
            await("live", copy::isLive);
            trainer.destroyForcibly();
            await("dead", () -> !copy.isLive());
        } finally {
            trainer.destroyForcibly();
        }
    }

    @Test
    void ofALongLogItsBeginningItsRowsAndSomeOfItsStepsCome() throws Exception {
        RunFolder run = run("long");
        StringBuilder steps = new StringBuilder();
        for (int i = 2; i <= 100_000; i++) {
            steps.append(STEP.formatted(i, i));
            if (i % 1000 == 0) {
                steps.append("{\"event\":\"validation\",\"time_ms\":9,\"step\":" + i + ",\"val_loss\":1}\n");
            }
        }
        append(run.events(), steps + "{\"event\":\"run_en");
        Path copy = list("gpu2:runs").resolve("long/events.jsonl");
        await("read", () -> Files.exists(copy));
        List<String> lines = Files.readAllLines(copy);
        assertThat(lines.get(0)).isEqualTo(STARTED.strip());
        assertThat(Files.size(copy)).isLessThan(64 << 10);
        assertThat(lines).filteredOn(line -> line.contains("validation")).hasSizeGreaterThan(40);
        assertThat(lines).allMatch(line -> line.startsWith("{\"event\":") && line.endsWith("}"));
        append(run.events(), "ded\",\"time_ms\":9,\"reason\":\"completed\"}\n");
        await("the end", () -> Files.readString(copy)
                .endsWith("\n{\"event\":\"run_ended\",\"time_ms\":9,\"reason\":\"completed\"}\n"));
    }

    @Test
    void noLineOfATextComesTwice() throws Exception {
        List<Path> texts = new ArrayList<>();
        for (int kib : new int[] {33, 36, 40, 41, 60}) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; lines.length() < kib << 10; i++) {
                lines.append("step ").append(i).append(" loss 0.5\n");
            }
            Path text = Files.createDirectories(home.resolve("runs")).resolve(kib + ".log");
            texts.add(Files.writeString(text, lines.substring(0, kib << 10)));
        }
        Path here = list("gpu2:runs");
        for (Path text : texts) {
            Path copy = here.resolve(text.getFileName());
            await("read", () -> Files.exists(copy));
            List<String> all = Files.readAllLines(text);
            assertThat(Files.readAllLines(copy))
                    .doesNotHaveDuplicates()
                    .startsWith(all.get(0), all.get(1))
                    .endsWith(all.get(all.size() - 2), all.get(all.size() - 1))
                    .isSubsetOf(all);
        }
        assertThat(here.resolve("40.log")).hasSameBinaryContentAs(texts.get(2));
    }

    @Test
    void nothingIsListedBeforeAMachineIsAsked() throws Exception {
        remote.list(RemotePath.of("gpu2:runs").orElseThrow(), news::release);
        assertThat(remote.areListed()).isFalse();
        assertThat(remote.troubleOf("gpu2")).isEmpty();
    }

    @Test
    void theLockOfACopyIsFreeWhenTheCopyIsRemoved() throws Exception {
        RunFolder run = run("a");
        Process trainer = LockHolder.of(run.lock());
        try {
            RunFolder copy = new RunFolder(list("gpu2:runs").resolve("a"));
            await("live", copy::isLive);
            Path lock = Files.createLink(dir.resolve("lock of the copy"), copy.lock());
            remote.close();
            assertThat(RunLock.look(lock)).isEqualTo(RunLock.Sign.FREE);
        } finally {
            trainer.destroyForcibly();
        }
    }

    @Test
    void aLogThatIsOldThereIsOldHere() throws Exception {
        RunFolder run = run("a");
        long then = System.currentTimeMillis() - TimeUnit.DAYS.toMillis(3);
        Files.setLastModifiedTime(run.events(), FileTime.fromMillis(then));
        Path copy = list("gpu2:runs").resolve("a/events.jsonl");
        await("read", () -> Files.exists(copy));
        assertThat(Files.getLastModifiedTime(copy).toMillis()).isBetween(then - 60_000, then + 60_000);
    }

    @Test
    void aFolderThatIsMissingIsSaidAndFoundWhenItComes() throws Exception {
        Path here = list("gpu2:runs");
        await("said", () -> remote.troubleOf("gpu2").equals("there is no folder gpu2:runs"));
        RunFolder run = run("a");
        await("found", () -> isSame(here.resolve("a/events.jsonl"), run.events()));
        assertThat(remote.troubleOf("gpu2")).isEmpty();
    }

    @Test
    void aMachineThatHangsOrIsGoneIsSaidAndStopsNoOther() throws Exception {
        RunFolder run = run("a");
        list("hangs:runs");
        Path here = list("gpu2:runs");
        await("read", () -> isSame(here.resolve("a/events.jsonl"), run.events()));
        await("said", () -> remote.troubleOf("hangs").matches("hangs has not answered for \\d+ s"));
        ssh.breakLink();
        append(run.events(), STEP.formatted(2, 2));
        Path there = list("gone:runs");
        await("said", () -> remote.troubleOf("gone").contains("Connection refused"));
        ssh.mendLink();
        await("caught up", () -> isSame(here.resolve("a/events.jsonl"), run.events()));
        await("reached", () -> isSame(there.resolve("a/events.jsonl"), run.events()));
        await("no more said", () -> remote.troubleOf("gone").isEmpty());
    }

    @Test
    void aMachineThatRefusesOnceIsListedWithoutAWordOfIt() throws Exception {
        RunFolder run = run("a");
        ssh.refuseOne();
        Path here = list("gpu2:runs");
        await("read", () -> {
            assertThat(remote.troubleOf("gpu2")).doesNotContain("cannot be reached");
            return isSame(here.resolve("a/events.jsonl"), run.events());
        });
    }

    @Test
    void ofMachinesBehindAServerThatRefusesSomeAllAreListed() throws Exception {
        RunFolder run = run("a");
        try (SshServer server = new SshServer(dir.resolve("sshd"), "MaxStartups 1:100:1");
                RemoteRuns runs = new RemoteRuns(server.env(), PACE)) {
            List<String> hosts =
                    IntStream.range(0, 6).mapToObj(i -> SshServer.HOST + i).toList();
            List<Path> logs = new ArrayList<>();
            for (String host : hosts) {
                RemotePath there = new RemotePath(host, home.resolve("runs").toString());
                logs.add(runs.list(there, news::release).resolve("a/events.jsonl"));
            }
            runs.connect();
            for (int i = 0; i < hosts.size(); i++) {
                Path log = logs.get(i);
                String host = hosts.get(i);
                await("read of " + host, () -> isSame(log, run.events()));
                await(host + " has told all", () -> runs.failureOf(host).isEmpty());
            }
            assumeThat(Files.readString(dir.resolve("sshd/sshd.log")))
                    .as("skipped: the server was so quick that it refused none")
                    .contains("MaxStartups");
        }
    }

    @Test
    void whoHoldsAGpuIsTold() {
        List<MachineReading.Gpu> gpus = MachineReading.gpus(List.of(
                "0, GPU-aa, 92, 30720, 81920",
                "1, GPU-bb, 0, 3, 81920",
                "2, GPU-cc, [N/A], [N/A], [N/A]",
                "3, GPU-dd, 92, 3, 81920",
                "4, GPU-ee, 0, 30720, 81920",
                "5, GPU-ff, [N/A], 3072, 81920",
                "6, GPU-gg, 0, 3, 81920",
                "holds, GPU-aa, ann",
                "holds, GPU-aa, bob",
                "holds, GPU-aa, ann",
                "holds, GPU-bb, ",
                "holds, GPU-ff, ",
                "holds, GPU-ff, eve",
                "no line of theirs"));
        assertThat(MachineReading.of("3.14 16 132120576 88080384", gpus).text())
                .isEqualTo("load 3.1 of 16, memory 42/126 GB, GPU0 ann+bob 92% 30/80 GB, GPU1 in use 0% 0/80 GB, GPU2, "
                        + "GPU3 in use 92% 0/80 GB, GPU4 in use 0% 30/80 GB, GPU5 eve 3/80 GB, GPU6 free 0% 0/80 GB");
        assertThat(MachineReading.of("? 0 0 0", List.of()).text()).isEmpty();
    }
}
