package io.traindeck.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.event.Description;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.state.Status;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.OwnLog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The run folders alone tell what is done, and what is left to do. */
class RunOutcomeTest {
    @TempDir
    Path dir;

    private MadeRun run() {
        return new MadeRun(dir, "one").epoch(0.6, 0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, true, true",
        "EARLY_STOP, true, true",
        "STOPPED, true, true",
        "FAILED, true, false",
        "PARKED, false, false",
        "TERMINATED, false, false"
    })
    void anEndedRun(EndReason reason, boolean isFinal, boolean hasResult) {
        RunOutcome outcome = run().ended(reason).outcome();

        assertThat(outcome.status().name()).isEqualTo(reason.name());
        assertThat(outcome.isFinal()).isEqualTo(isFinal);
        assertThat(outcome.hasResult()).isEqualTo(hasResult);
    }

    @Test
    void aRunThatNobodyHasStarted() throws RunException {
        RunOutcome outcome = RunOutcome.of(new RunFolder(dir.resolve("none")));

        assertThat(outcome.begun()).isFalse();
        assertThat(outcome.isFinal()).isFalse();
    }

    @Test
    void aRunWhoseTrainerDiedBeforeItsFirstWord() throws Exception {
        RunFolder folder = RunFolder.create(dir, "one");
        Files.createFile(folder.events());

        assertThat(RunOutcome.of(folder).begun()).isFalse();
    }

    @Test
    void aRunWhoseTrainerDied() {
        RunOutcome outcome = run().outcome();

        assertThat(outcome.status()).isEqualTo(Status.CRASHED);
        assertThat(outcome.begun()).isTrue();
        assertThat(outcome.live()).isFalse();
        assertThat(outcome.isFinal()).isFalse();
        assertThat(outcome.hasResult()).isFalse();
    }

    @Test
    void howFarARunHasComeIsToldInEpochsOrInStepsIfNoEpochsArePlanned() throws Exception {
        assertThat(run().outcome().remark())
                .contains("one crashed after 1 of 2 epochs; trainer.log in its folder may say why.");
        RunFolder program = RunFolder.create(dir, "two");
        OwnLog log = new OwnLog(new RunStarted(1, "two", Description.NONE, null));
        log.add(OwnEvents.step(1234)).write(program.events());
        assertThat(RunOutcome.of(program).remark())
                .contains("two crashed after step 1 234; trainer.log in its folder may say why.");
    }

    @Test
    void aRunThatTrains() throws Exception {
        RunFolder folder = run().outcome().folder();
        try (RunLock lock = RunLock.acquire(folder.lock()).orElseThrow()) {
            assertThat(RunOutcome.of(folder).live()).isTrue();
            assertThat(RunOutcome.of(folder).isFinal()).isFalse();
        }
    }

    /** Its trainer may still be writing: a resumed trainer would find its lock held. */
    @Test
    void aRunThatHasEndedButNotLetGoOfItsLock() throws Exception {
        RunFolder folder = run().ended(EndReason.COMPLETED).outcome().folder();
        try (RunLock lock = RunLock.acquire(folder.lock()).orElseThrow()) {
            assertThat(RunOutcome.of(folder).isFinal()).isFalse();
        }
    }

    @Test
    void whatAResumptionUndidDoesNotCount() {
        RunOutcome outcome = run().epoch(0.9, 0.8)
                .ended(EndReason.TERMINATED)
                .resumed(13, 2)
                .epoch(0.7, 0.4)
                .ended(EndReason.COMPLETED)
                .outcome();

        assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
        assertThat(outcome.run().best().map(row -> row.values().get("val_acc"))).contains(0.5);
        assertThat(outcome.gap()).isCloseTo(0.3, within(1e-9));
        assertThat(outcome.run().seconds()).hasValue(130);
    }

    @Test
    void aLogThatIsNoFileIsSaidSo() throws Exception {
        Files.createDirectories(dir.resolve("one/events.jsonl"));

        assertThatThrownBy(() -> RunOutcome.of(new RunFolder(dir.resolve("one"))))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("events.jsonl");
    }
}
