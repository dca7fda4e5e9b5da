package io.traindeck.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Unpaused;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.run.Mailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
