package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.listing.RunList;
import io.traindeck.testing.OwnEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run between its making and the moment that its trainer takes the lock. */
class NewRunTest {
    @TempDir
    Path runs;

    private final ProcessHandle thisProcess = ProcessHandle.current();

    private RunFolder run;

    @BeforeEach
    void make() throws RunException {
        run = RunFolder.create(runs, "a");
    }

    private void madeBy(long pid, String host, long createdMs) throws RunException {
        RunJson json = RunJsonTest.json("a", createdMs, null);
        new RunJson(
                        json.run(),
                        createdMs,
                        json.task(),
                        new RunJson.Trainer(host, pid, json.trainer().versions()))
                .write(run.runJson());
    }

    private String state() {
        return RunList.list(List.of(runs)).get(0).state().code();
    }

    private long startedMs() {
        return thisProcess.info().startInstant().orElseThrow().toEpochMilli();
    }

    @Test
    void runsWhileItsMakerLives() throws Exception {
        madeBy(thisProcess.pid(), RunJson.thisHost(), startedMs() + 1000);
        assertThat(run.isLive()).isTrue();
        assertThat(state()).isEqualTo("running");
    }

    @Test
    void isOverWhenItsTrainerHasComeAndGone() throws Exception {
        madeBy(thisProcess.pid(), RunJson.thisHost(), startedMs() + 1000);
        try (LockProcess trainer = LockProcess.holding(run.lock())) {
            assertThat(trainer.word()).isEqualTo("held");
            assertThat(state()).isEqualTo("running");
            trainer.kill();
            assertThat(state()).isEqualTo("crashed");
        }
    }

    @Test
    void hasCrashedWhenItsMakerWasKilled() throws Exception {
        Process maker = new ProcessBuilder("sleep", "1000").start();
        madeBy(maker.pid(), RunJson.thisHost(), System.currentTimeMillis());
        assertThat(state()).isEqualTo("running");
        maker.destroyForcibly().waitFor();
        assertThat(state()).isEqualTo("crashed");
    }

    /** This is as in a container whose first process does not care for orphans. */
    @Test
    void hasCrashedAlsoWhereNobodyReapsItsMaker() throws Exception {
        Process careless = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; exec sleep 1000").start();
        try {
            ProcessHandle maker = ProcessHandle.of(Long.parseLong(
                            careless.inputReader(StandardCharsets.UTF_8).readLine()))
                    .orElseThrow();
            madeBy(maker.pid(), RunJson.thisHost(), System.currentTimeMillis());
            assertThat(state()).isEqualTo("running");
            maker.destroyForcibly();
            while (maker.info().command().isPresent()) {
                Thread.onSpinWait();
            }
            assertThat(Path.of("/proc", Long.toString(maker.pid()))).exists();
            assertThat(state()).isEqualTo("crashed");
        } finally {
            careless.destroyForcibly();
        }
    }

    @Test
    void hasCrashedWhereAnotherProcessHasItsMakersNumber() throws Exception {
        madeBy(
                thisProcess.pid(),
                RunJson.thisHost(),
                startedMs() - Duration.ofMinutes(1).toMillis());
        assertThat(state()).isEqualTo("crashed");
    }

    @Test
    void cannotBeKnownToStartOnAnotherMachine() throws Exception {
        madeBy(thisProcess.pid(), "not-" + RunJson.thisHost(), startedMs() + 1000);
        assertThat(state()).isEqualTo("crashed");
    }

    @Test
    void isNoNewRunOnceItHasEvents() throws Exception {
        madeBy(thisProcess.pid(), RunJson.thisHost(), startedMs() + 1000);
        Files.write(run.events(), Logs.bytes(List.of(OwnEvents.started(1, "a", 3))));
        assertThat(state()).isEqualTo("crashed");
    }
}
