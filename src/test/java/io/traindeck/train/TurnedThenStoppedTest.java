package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.testing.EventKinds;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.train.TinyRun.Outcome;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dial that is turned before the first step of an epoch, where a run that is stopped has nothing else to save. */
class TurnedThenStoppedTest {
    private static final Control TURN =
            new Control.Obey(new Request("turn", Command.SET, new Request.Setting("max_lr", "0.0007")));
    private static final Control STOP = new Control.Obey(Request.of("stop", Command.STOP));

    @TempDir
    private Path turnedFolder;

    @TempDir
    private Path stoppedFolder;

    @Test
    void isKeptBeforeTheFirstStepOfAll() throws Exception {
        assertKept(TrainEvent.RunStarted.class::isInstance);
    }

    @Test
    void isKeptBetweenTwoEpochs() throws Exception {
        assertKept(event -> EventKinds.as(OwnEpoch.class, event).isPresent());
    }

    private void assertKept(Predicate<TrainEvent> place) throws Exception {
        Outcome turned = new TinyRun(turnedFolder).start((event, controls) -> {
            if (place.test(event)) {
                controls.add(TURN);
            }
        });
        TinyRun run = new TinyRun(stoppedFolder);
        Outcome stopped = run.start((event, controls) -> {
            if (place.test(event)) {
                controls.add(TURN);
                controls.add(STOP);
            }
        });
        assertThat(stopped.ended().reason()).isEqualTo(EndReason.STOPPED);
        Outcome whole = stopped.then(run.resume());
        assertThat(whole.history().steps()).isEqualTo(turned.history().steps());
    }
}
