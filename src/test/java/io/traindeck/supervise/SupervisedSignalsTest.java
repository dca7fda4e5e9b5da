package io.traindeck.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Unpaused;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.run.Mailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beginnings, pauses and ends of programs for which a simple signal would not do. */
class SupervisedSignalsTest extends StartsSupervisor {
    /** It stands still, and can take no command out of the mailbox, not even the one that lets it go on. */
    @Test
    void aProgramThatWasPausedBeforeItsFirstWordsWereReadGoesOnAlthoughItWouldPauseItself() throws Exception {
        start(steps(1, 2) + FOR_LONG);
        awaitStep();
        awaitAnswer(Mailbox.send(folder, Command.PAUSE), CommandStatus.DONE);
        // These are its words, written before it was stopped.
        Files.writeString(
                folder.path().resolve("metrics.jsonl"),
                "{\"event\":\"run_started\",\"time_ms\":5,\"commands\":[\"pause\",\"checkpoint\"]}\n");
        await(RunStarted.class, event -> event.about().commands().contains("checkpoint"));
        String goOn = Mailbox.send(folder, Command.RESUME);
        await(Unpaused.class, event -> true);
        awaitAnswer(goOn, CommandStatus.DONE);
    }

    private static final String TELLS_STOP =
            "echo '{\"event\":\"run_started\",\"time_ms\":5,\"commands\":[\"stop\"]}' >> $TRAINDECK_RUN/metrics.jsonl; ";

    /** The supervisor tells a start, and the program its own. */
    private void awaitHelp() throws Exception {
        await(RunStarted.class, event -> true);
        await(RunStarted.class, event -> true);
    }

    private static String accepts(String id) {
        return "{\"event\":\"command\",\"time_ms\":6,\"id\":\"" + id
                + "\",\"command\":\"stop\",\"status\":\"accepted\",\"reason\":\"\"}\n";
    }

    @Test
    void aProgramThatHasToldItsEndAndGoesOnIsStoppedBySignals() throws Exception {
        start(TELLS_STOP + "echo '{\"event\":\"run_ended\",\"time_ms\":6,\"reason\":\"completed\",\"step\":1}'"
                + " >> $TRAINDECK_RUN/metrics.jsonl; " + FOR_LONG);
        await(Described.class, event -> true);
        String id = Mailbox.send(folder, Command.STOP);
        assertThat(awaitAnswer(id, CommandStatus.ACCEPTED).reason()).isEqualTo("INT is sent");
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.COMPLETED);
    }

    /** Whether it takes the second one itself is a matter of who looks first. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProgramThatHangsAfterItHasAcceptedStopIsEndedByTheSecond(boolean takesBoth) throws Exception {
        start(TELLS_STOP + FOR_LONG);
        awaitHelp();
        Path told = folder.path().resolve("metrics.jsonl");
        Files.writeString(told, accepts("one"), StandardOpenOption.APPEND);
        awaitAnswer("one", CommandStatus.ACCEPTED);
        if (takesBoth) {
            Files.writeString(told, accepts("two"), StandardOpenOption.APPEND);
            assertThat(await(Warning.class, event -> true).message()).contains("once more", "INT is sent");
        } else {
            String id = Mailbox.send(folder, Command.STOP);
            assertThat(awaitAnswer(id, CommandStatus.ACCEPTED).reason()).isEqualTo("INT is sent");
        }
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.STOPPED);
    }

    @Test
    void aProgramThatIsSilentAfterItHasAcceptedStopIsLeftAloneButThatIsSaid() throws Exception {
        grace = SHORT;
        start(TELLS_STOP + FOR_LONG);
        awaitHelp();
        Files.writeString(folder.path().resolve("metrics.jsonl"), accepts("one"), StandardOpenOption.APPEND);
        assertThat(await(Warning.class, event -> true).message()).contains("if it hangs, stop once more");
        assertThat(status).isNotDone();
    }

    @Test
    void aStopThatTheProgramDoesNotTakeIsTheSupervisorsInTheEnd() throws Exception {
        grace = SHORT;
        start(TELLS_STOP + FOR_LONG);
        awaitHelp();
        String id = Mailbox.send(folder, Command.STOP);
        assertThat(awaitAnswer(id, CommandStatus.ACCEPTED).reason()).isEqualTo("INT is sent");
        awaitEnd();
    }

    @Test
    void whatAPausedProgramWouldDoItselfIsRefusedUntilItGoesOn() throws Exception {
        start(TELLS_STOP.replace("stop", "checkpoint") + FOR_LONG);
        awaitHelp();
        awaitAnswer(Mailbox.send(folder, Command.PAUSE), CommandStatus.DONE);
        String id = Mailbox.send(folder, Command.CHECKPOINT);
        assertThat(awaitAnswer(id, CommandStatus.REFUSED).reason())
                .isEqualTo("the program is paused, and does it only while it goes on: resume it first");
        awaitAnswer(Mailbox.send(folder, Command.RESUME), CommandStatus.DONE);
    }

    @Test
    void aProgramThatOnlySavesWhenItIsToParkAndGoesOnIsNotParked() throws Exception {
        grace = SHORT;
        Path end = dir.resolve("end");
        start(
                "trap 'echo saved' USR2; i=0; while [ ! -e " + end
                        + " ]; do i=$((i+1)); echo \"step $i loss 1\"; sleep 0.1; done",
                List.of(),
                Map.of("park", "USR2"),
                Past.none());
        awaitStep();
        awaitAnswer(Mailbox.send(folder, Command.PARK), CommandStatus.DONE);
        assertThat(await(Warning.class, event -> true).message()).contains("was told to park, and goes on");
        Files.createFile(end);
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.COMPLETED);
    }

    /** Why it ends is settled: a park that came later would hide it. */
    @Test
    void aProgramThatIsEndingIsNotParkedToo() throws Exception {
        Path end = dir.resolve("end");
        start(
                "trap '' USR2 INT; " + steps(1, 2) + "while [ ! -e " + end + " ]; do sleep 0.1; done",
                List.of(),
                Map.of("park", "USR2"),
                Past.none());
        awaitStep();
        awaitAnswer(Mailbox.send(folder, Command.STOP), CommandStatus.ACCEPTED);
        String id = Mailbox.send(folder, Command.PARK);
        assertThat(awaitAnswer(id, CommandStatus.REFUSED).reason()).isEqualTo("the program is ending");
        Files.createFile(end);
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.STOPPED);
    }

    @Test
    void aParkThatIsRefusedLeavesThePauseAsItIs() throws Exception {
        start(steps(1, 2) + FOR_LONG, List.of(), Map.of("park", "USR2"), Past.none());
        awaitStep();
        awaitAnswer(Mailbox.send(folder, Command.PAUSE), CommandStatus.DONE);
        String id = Mailbox.send(folder, Command.PARK);
        assertThat(awaitAnswer(id, CommandStatus.REFUSED).reason()).contains("no handler for USR2");
        assertThat(seen).noneMatch(Unpaused.class::isInstance);
    }

    @Test
    void aProgramThatIsPausedIsParkedAsSoonAsItGoesOn() throws Exception {
        start("trap 'exit 0' USR2; " + steps(1, 2) + FOR_LONG, List.of(), Map.of("park", "USR2"), Past.none());
        awaitStep();
        awaitAnswer(Mailbox.send(folder, Command.PAUSE), CommandStatus.DONE);
        awaitAnswer(Mailbox.send(folder, Command.PARK), CommandStatus.DONE);
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.PARKED);
    }

    @Test
    void whereIntIsSentInsteadOfASignalWithoutAHandlerIntIsSpokenOf() throws Exception {
        grace = SHORT;
        start("trap '' INT; " + steps(1, 2) + FOR_LONG, List.of(), Map.of("stop", "USR1"), Past.none());
        awaitStep();
        Mailbox.send(folder, Command.STOP);
        assertThat(await(Warning.class, event -> true).message())
                .contains("no handler for USR1")
                .endsWith("INT was sent");
        assertThat(await(Warning.class, event -> true).message()).contains("after INT; TERM is sent");
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.STOPPED);
    }

    /** The program is started in a folder of its own, where such a path would name another file. */
    @Test
    void aCheckpointIsFoundByTheProgramThoughItsPathIsRelative() throws Exception {
        Path checkpoint = Files.writeString(dir.resolve("last"), "step 7 loss 0.5\nstep 8 loss 0.5\n");
        Path relative = Path.of("").toAbsolutePath().relativize(checkpoint.toAbsolutePath());
        start("cat \"$TRAINDECK_RESUME\"", List.of(), Map.of(), Past.none(), relative);
        assertThat(awaitEnd().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(measured()).extracting(Measured::step).containsExactly(7L, 8L);
    }
}
