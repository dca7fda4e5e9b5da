package io.traindeck.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Unpaused;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.machine.ProcessTree;
import io.traindeck.run.EventCodec;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunTask;
import io.traindeck.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorTest extends StartsSupervisor {
    @Test
    void whatAProgramPrintsIsItsRun() throws Exception {
        start("for i in 1 2 3; do echo \"epoch 0$i | train 1.$i | val 1.5 | acc 5$i.0% | lr 1.0e-03\"; done");
        RunStarted started = await(RunStarted.class, event -> true);
        assertThat(started.about().commands()).containsExactlyInAnyOrder("pause", "stop");
        assertThat(started.about().fact("cwd")).isEqualTo(dir.toString());
        RunEnded end = awaitEnd();
        assertThat(end.reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(end.message()).isEmpty();
        assertThat(status.get()).isZero();
        assertThat(measured()).hasSize(3);
        Measured last = measured().get(2);
        assertThat(last.values().get("train")).isEqualTo(1.3);
        assertThat(last.values().get("lr")).isEqualTo(1e-3);
        assertThat(last.timeMs()).isPositive();
        assertThat(folder.trainerLog()).content().contains("epoch 01 | train 1.1");
    }

    @Test
    void aProgramThatPrintsNothingHasARunToo() throws Exception {
        start("true");
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(measured()).isEmpty();
    }

    @Test
    void aProgramThatFailsBeforeItsFirstLineHasFailedWithItsStatus() throws Exception {
        start("exit 7");
        assertThat(awaitEnd()).returns(EndReason.FAILED, RunEnded::reason).returns("exit status 7", RunEnded::message);
        assertThat(status.get()).isEqualTo(7);
    }

    @Test
    void aProgramThatIsKilledHasFailedByThatSignal() throws Exception {
        start("echo ready; kill -9 $$");
        assertThat(awaitEnd().message()).startsWith("killed by KILL");
        assertThat(status.get()).isEqualTo(137);
    }

    @Test
    void aProgramThatIsNotThereIsRefused() {
        RunTask.Program task =
                new RunTask.Program(List.of("no-such-program"), dir.toString(), null, List.of(), Map.of(), null);
        assertThatThrownBy(() -> Supervisor.requireStartable(task))
                .isInstanceOf(RunException.class)
                .hasMessage("no program no-such-program in the folders of $PATH");
    }

    @Test
    void pausedItStandsStillWithAllThatItHasStartedAndThenGoesOn() throws Exception {
        start("(" + FOR_LONG + ") & i=0; while true; do i=$((i+1)); echo \"step $i loss 1\"; sleep 0.02; done");
        awaitStep();
        awaitStep();
        String id = Mailbox.send(folder, Command.PAUSE);
        await(Paused.class, event -> true);
        awaitAnswer(id, CommandStatus.DONE);
        awaitStandstill();
        String goOn = Mailbox.send(folder, Command.RESUME);
        await(Unpaused.class, event -> true);
        awaitAnswer(goOn, CommandStatus.DONE);
        awaitStep();
    }

    /** On a busy machine a process that was told to stop may wait for its turn to do so. */
    private void awaitStandstill() throws Exception {
        long limit = System.nanoTime() + Patience.LIMIT.toNanos();
        List<String> states;
        do {
            states = states();
        } while (!states.stream().allMatch(SupervisorTest::standsStill) && System.nanoTime() < limit);
        assertThat(states).isNotEmpty().allMatch(SupervisorTest::standsStill);
    }

    /** Whether a process is stopped, or waits, as a shell does, for one that was stopped while the shell started it. */
    private static boolean standsStill(String state) {
        return state.startsWith("T") || state.startsWith("D");
    }

    /** Returns the states of the processes in the program's session, as {@code ps} shows them. */
    private List<String> states() throws Exception {
        Process ps = new ProcessBuilder("ps", "-o", "stat=", "-s", String.valueOf(pid)).start();
        // One that waits to be reaped does nothing any more.
        return new String(ps.getInputStream().readAllBytes())
                .strip()
                .lines()
                .filter(state -> !state.startsWith("Z"))
                .toList();
    }

    @Test
    void stoppedItGetsAnInt() throws Exception {
        start(steps(1, 2) + FOR_LONG);
        awaitStep();
        String id = Mailbox.send(folder, Command.STOP);
        assertThat(awaitAnswer(id, CommandStatus.ACCEPTED).reason()).isEqualTo("INT is sent");
        awaitAnswer(id, CommandStatus.DONE);
        assertThat(awaitEnd()).returns(EndReason.STOPPED, RunEnded::reason).returns("ended by INT", RunEnded::message);
    }

    @Test
    void aProgramThatIgnoresIntAndTermIsKilledAndEachIsSaid() throws Exception {
        grace = SHORT;
        start("trap '' INT TERM; " + steps(1, 2) + FOR_LONG);
        awaitStep();
        Mailbox.send(folder, Command.STOP);
        assertThat(await(Warning.class, event -> true).message()).contains("after INT; TERM is sent");
        assertThat(await(Warning.class, event -> true).message()).contains("after TERM; KILL is sent");
        assertThat(awaitEnd()).returns(EndReason.STOPPED, RunEnded::reason).returns("ended by KILL", RunEnded::message);
        assertThat(states()).isEmpty();
    }

    @Test
    void aCommandForWhichNoSignalIsNamedIsRefused() throws Exception {
        start(steps(1, 2) + FOR_LONG);
        awaitStep();
        String id = Mailbox.send(folder, Command.CHECKPOINT);
        assertThat(awaitAnswer(id, CommandStatus.REFUSED).reason()).contains("no --on names a signal");
        String set = Mailbox.send(folder, new Request.Setting("momentum", "0.5"));
        assertThat(awaitAnswer(set, CommandStatus.REFUSED).reason())
                .isEqualTo("the program has not said that momentum can be set while it runs");
    }

    @Test
    void aSignalThatIsNamedReachesWhoHasAHandlerForIt() throws Exception {
        // The first process has none, and would die of it.
        start(
                "sh -c \"trap 'echo step 9 loss 1' USR1; echo step 1 loss 1; echo step 2 loss 1; "
                        + FOR_LONG.replace("$", "\\$") + "\"; true",
                List.of(),
                Map.of("checkpoint", "USR1"),
                Past.none());
        awaitStep();
        String id = Mailbox.send(folder, Command.CHECKPOINT);
        assertThat(awaitAnswer(id, CommandStatus.DONE).reason()).isEqualTo("USR1 is sent");
        await(Measured.class, measured -> measured.step() == 9);
    }

    @Test
    void aSignalThatWouldEndTheProgramIsNotSent() throws Exception {
        start(steps(1, 2) + FOR_LONG, List.of(), Map.of("checkpoint", "USR1"), Past.none());
        awaitStep();
        String id = Mailbox.send(folder, Command.CHECKPOINT);
        assertThat(awaitAnswer(id, CommandStatus.REFUSED).reason()).contains("no handler for USR1");
    }

    @Test
    void aProgramThatParksBySignalAndEndsWellIsParked() throws Exception {
        start("trap 'exit 0' USR2; " + steps(1, 2) + FOR_LONG, List.of(), Map.of("park", "USR2"), Past.none());
        awaitStep();
        Mailbox.send(folder, Command.PARK);
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.PARKED);
    }

    @Test
    void toldToEndItPassesTheSignalOn() throws Exception {
        start(steps(1, 2) + FOR_LONG);
        awaitStep();
        supervisor.end(Signal.TERM);
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.TERMINATED);
        assertThat(status.get()).isEqualTo(143);
    }

    @Test
    void aProgramThatAShellHasStartedIsFollowedWhenTheShellIsGone() throws Exception {
        start("sh -c \"trap 'sleep 0.3; echo step 9 loss 1; exit 0' TERM; echo step 1 loss 1; echo step 2 loss 1; "
                + FOR_LONG.replace("$", "\\$") + "\"; true");
        awaitStep();
        supervisor.end(Signal.TERM);
        assertThat(awaitEnd()).returns(EndReason.TERMINATED, RunEnded::reason).returns(9L, RunEnded::step);
    }

    @Test
    void termSparesTheWorkersOfAProgramThatHasAHandlerForIt() throws Exception {
        start(
                "trap 'touch " + dir + "/go' TERM; (while [ ! -e " + dir
                        + "/go ]; do sleep 0.05; done; echo step 9 loss 1) & echo step 1 loss 1; echo step 2 loss 1; wait; wait");
        awaitStep();
        supervisor.end(Signal.TERM);
        assertThat(awaitEnd()).returns(EndReason.TERMINATED, RunEnded::reason).returns(9L, RunEnded::step);
    }

    @Test
    void aProgramThatForksIsFollowedUntilTheLastIsGone() throws Exception {
        start("(sleep 0.3; " + steps(1, 2) + "sleep 2) & exit 0");
        assertThat(await(Warning.class, event -> true).message()).contains("goes on, and the run with it");
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(measured()).hasSize(2);
    }

    @Test
    void aProgramThatForksAndFailsIsFollowedToo() throws Exception {
        start("(sleep 0.3; " + steps(1, 2) + "sleep 0.2) & exit 3");
        assertThat(awaitEnd()).returns(EndReason.FAILED, RunEnded::reason).satisfies(end -> assertThat(end.message())
                .startsWith("exit status 3")
                .doesNotContain("left"));
        assertThat(measured()).hasSize(2);
    }

    @Test
    void aProgramThatBecomesADaemonIsSaidToBeLeft() throws Exception {
        start("setsid sh -c '" + FOR_LONG + "' & "
                + "while [ \"$(ps -o sid= -p $! | tr -d ' ')\" != $! ]; do sleep 0.05; done; exit 0");
        RunEnded end = awaitEnd();
        assertThat(end.reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(end.message()).contains("left, outside of this run");
        for (long left : List.copyOf(new ProcessTree(0).withVariable(Program.variable(folder)))) {
            ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void binaryRubbishAndAnEndlessLineHideNoNumbers() throws Exception {
        start("head -c 100000 /dev/urandom; printf '\\0\\0\\n'; head -c 1000000 /dev/zero | tr '\\0' x; echo; "
                + steps(1, 20));
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(measured()).extracting(Measured::step).contains(19L, 20L);
    }

    @Test
    void whatAProgramWritesAsEventsCountsAloneAndIsCopied() throws Exception {
        start("echo step 7 loss 7; echo step 8 loss 7; cat >> $TRAINDECK_RUN/metrics.jsonl <<'END'\n"
                + "{\"event\":\"run_started\",\"time_ms\":5,\"schema\":2,\"run\":\"x\",\"commands\":[\"checkpoint\"],"
                + "\"facts\":{\"width\":3}}\n"
                + "{\"event\":\"step\",\"time_ms\":6,\"step\":1,\"loss\":0.1}\n"
                + "{\"event\":\"run_ended\",\"time_ms\":7,\"reason\":\"early_stop\",\"step\":1,\"message\":\"enough\"}\n"
                + "END\nsleep 0.3; echo step 9 loss 7");
        await(RunStarted.class, event -> event.about().commands().contains("checkpoint"));
        int before = measured().size();
        RunEnded end = awaitEnd();
        assertThat(end).returns(EndReason.EARLY_STOP, RunEnded::reason).returns("enough", RunEnded::message);
        RunStarted started = (RunStarted) seen.stream()
                .filter(RunStarted.class::isInstance)
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(started.run()).isEqualTo("a");
        assertThat(started.about().commands()).containsExactlyInAnyOrder("pause", "stop", "checkpoint");
        assertThat(started.about().facts()).containsEntry("width", "3").containsKey("command");
        assertThat(measured().subList(before, measured().size()))
                .extracting(Measured::step, Measured::timeMs)
                .containsExactly(tuple(1L, 6L));
    }

    @Test
    void aCommandThatTheProgramHasAnnouncedIsLeftToIt() throws Exception {
        start(
                "echo '{\"event\":\"run_started\",\"time_ms\":5,\"commands\":[\"checkpoint\"]}' >> $TRAINDECK_RUN/metrics.jsonl; "
                        + FOR_LONG);
        await(RunStarted.class, event -> event.about().commands().contains("checkpoint"));
        String left = Mailbox.send(folder, Command.CHECKPOINT);
        awaitAnswer(Mailbox.send(folder, Command.PAUSE), CommandStatus.DONE);
        assertThat(folder.commands().resolve(left + ".json")).exists();
        awaitAnswer(Mailbox.send(folder, Command.RESUME), CommandStatus.DONE);
    }

    @Test
    void aLogThatIsNamedIsReadInsteadOfTheText() throws Exception {
        Files.writeString(dir.resolve("old.csv"), "step,loss\n1,9\n2,9\n");
        start(
                "echo step 1 loss 5; echo step 2 loss 5; echo 3,0.5 >> old.csv; echo 4,0.25 >> old.csv; sleep 0.3",
                List.of("old.csv"),
                Map.of(),
                Past.none());
        awaitEnd();
        assertThat(measured()).extracting(Measured::step).containsExactly(3L, 4L);
    }

    /** An earlier program left its log in the folder, and this one writes another. */
    @Test
    void aNewLogInTheFolderOfOldOnesIsRead() throws Exception {
        Path old = Files.createDirectories(dir.resolve("logs/version_0"));
        Files.writeString(old.resolve("metrics.csv"), "step,loss\n1,9\n2,9\n");
        start(
                "mkdir logs/version_1; printf 'step,loss\\n1,0.5\\n2,0.25\\n' > logs/version_1/metrics.csv; sleep 0.3",
                List.of("logs"),
                Map.of(),
                Past.none());
        awaitEnd();
        assertThat(measured()).extracting(Measured::step).containsExactly(1L, 2L);
        assertThat(measured()).extracting(row -> row.values().get("loss")).containsExactly(0.5, 0.25);
    }

    /** Whatever the moment at which it was looked for last. */
    @ParameterizedTest
    @ValueSource(strings = {"0.3", "0.45", "0.6", "0.75", "0.9"})
    void aLogThatIsWrittenAsTheLastActIsRead(String seconds) throws Exception {
        start(
                "sleep " + seconds + "; printf 'step,loss\\n1,9\\n2,8\\n' > new.csv",
                List.of("new.csv"),
                Map.of(),
                Past.none());
        awaitEnd();
        assertThat(measured()).extracting(Measured::step).containsExactly(1L, 2L);
        assertThat(seen).as("it was yet to come").noneMatch(Warning.class::isInstance);
    }

    @Test
    void aNamedLogThatNeverTurnsUpIsSaidAtTheEnd() throws Exception {
        start("sleep 0.3", List.of("mistyped.csv"), Map.of(), Past.none());
        awaitEnd();
        assertThat(seen.stream().filter(Warning.class::isInstance).map(event -> ((Warning) event).message()))
                .containsExactly("no log was found at " + dir.resolve("mistyped.csv") + ", which --log names");
    }

    @Test
    void aLogThatCannotBeReadIsSaidOnce() throws Exception {
        Files.createSymbolicLink(dir.resolve("closed.csv"), Path.of("closed.csv"));
        Files.writeString(dir.resolve("open.csv"), "step,loss\n");
        start(
                "sleep 1.3; printf '1,9\\n2,8\\n' >> open.csv; sleep 0.3",
                List.of("closed.csv", "open.csv"),
                Map.of(),
                Past.none());
        awaitEnd();
        assertThat(seen.stream().filter(Warning.class::isInstance).map(event -> ((Warning) event).message()))
                .filteredOn(message -> message.startsWith("cannot read"))
                .hasSize(1);
        assertThat(measured()).as("of the log after it").hasSize(2);
    }

    @Test
    void aRunThatIsTakenUpAgainGoesBackToWhereTheProgramGoesOn() throws Exception {
        start(steps(1, 9));
        awaitEnd();
        status.get();
        Files.write(folder.events(), seen.stream().map(EventCodec::encode).toList());
        seen.clear();
        start(steps(4, 6), List.of(), Map.of(), Past.of(folder));
        assertThat(await(RunResumed.class, event -> true).fromStep()).isEqualTo(9);
        assertThat(await(RunResumed.class, event -> true).fromStep()).isEqualTo(3);
        awaitEnd();
        assertThat(measured()).extracting(Measured::step).containsExactly(4L, 5L, 6L);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aProgramThatSavesAndEndsWellWhenToldToEndIsNotTakenForDone(Signal signal, int exit) throws Exception {
        start("trap 'exit 0' " + signal + "; " + steps(1, 2) + FOR_LONG);
        awaitStep();
        supervisor.end(signal);
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.TERMINATED);
        assertThat(status.get()).isEqualTo(exit);
    }

    @Test
    void aProgramThatIsStoppedByACommandKeepsItsOwnExitStatus() throws Exception {
        start("trap 'exit 0' INT; " + steps(1, 2) + FOR_LONG);
        awaitStep();
        Mailbox.send(folder, Command.STOP);
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(status.get()).isZero();
    }
}
