package io.traindeck.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training as its run folder has it, without a network. */
class ListenedTrainingTest {
    @TempDir
    private Path runs;

    @Test
    void aFileThatDoesNotSayItsStepLetsStepsBeginAnewAndTheLogSaySo() throws Exception {
        Path file = Files.writeString(runs.resolve("weights"), "a file of others");
        SavedStart start =
                SavedStart.of(Map.of("TRAINDECK_RESUME", file.toString())).orElseThrow();
        assertThat(start.progress()).isEqualTo(Progress.NONE);
        List<TrainEvent> told = new ArrayList<>();
        start.tell(new RunFolder(runs.resolve("spirals")), told::add);
        assertThat(told.get(0)).isInstanceOfSatisfying(RunResumed.class, resumed -> {
            assertThat(resumed.fromStep()).isZero();
            assertThat(resumed.epoch()).isEqualTo(1);
        });
        assertThat(told.get(1))
                .isInstanceOfSatisfying(TrainEvent.Warning.class, warning -> assertThat(warning.message())
                        .isEqualTo(file + " does not say at which step it was saved, so steps and epochs begin anew"));
        assertThat(SavedStart.of(Map.of())).isEmpty();
    }

    @Test
    void aProgramThatLeavesItsTrainerOpenTellsWhatIsKnownOfItsEnd() throws Exception {
        assertThat(leftAfter(0, Optional.of("TERM")))
                .returns(EndReason.TERMINATED, RunEnded::reason)
                .returns("ended by TERM at step 0", RunEnded::message);
        assertThat(leftAfter(0, Optional.empty()))
                .returns(EndReason.FAILED, RunEnded::reason)
                .returns("the program ended and did not close its trainer at step 0", RunEnded::message);
        Progress done = new Progress(30, 10, null);
        assertThat(new Ending(done, 10, Optional.empty()).left(Optional.empty()).reason())
                .isEqualTo(EndReason.COMPLETED);
        assertThat(new Ending(done, 12, Optional.empty()).left(Optional.empty()).message())
                .isEqualTo("the program ended and did not close its trainer at step 30, after 10 of 12 epochs");
        assertThat(new Ending(done, 12, Optional.of(Command.STOP))
                        .left(Optional.empty())
                        .reason())
                .isEqualTo(EndReason.STOPPED);
    }

    private RunEnded leftAfter(int epochs, Optional<String> signal) throws Exception {
        ListenedTraining left = new ListenedTraining(Map.of(), runs, "left", epochs);
        left.programEnds(signal);
        // The program may still come to close it.
        left.closed(Optional.empty());
        RunFolder run = new RunFolder(left.run().folder().path());
        assertThat(run.isLive()).isFalse();
        try (LiveLog log = LiveLog.of(run.events())) {
            log.await(RunStarted.class);
            log.await(RunEnded.class);
            assertThat(log.events(RunEnded.class)).hasSize(1);
            assertThat(log.events(TrainEvent.Warning.class)).isEmpty();
            return log.events(RunEnded.class).get(0);
        }
    }
}
