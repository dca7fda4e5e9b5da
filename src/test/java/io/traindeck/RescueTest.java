package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.run.Ancestry;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import io.traindeck.testing.Document;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded rescue is what the README tells of it. */
class RescueTest {
    private static final RunFolder SPIKED = new RunFolder(Path.of("runs", "spiked"));
    private static final RunFolder RESCUED = new RunFolder(Path.of("runs", "rescued"));

    private static List<TrainEvent> events(RunFolder run) throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader log = new EventLogReader(run.events())) {
            log.poll(events::add);
        }
        return events;
    }

    @Test
    void aRateTooHighMakesTheNormExplodeAndTheAdviceSaysSo() throws IOException {
        List<TrainEvent> events = events(SPIKED);
        assertThat(events)
                .filteredOn(DialTurned.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    DialTurned turn = (DialTurned) event;
                    assertThat(turn.step()).isEqualTo(201);
                    assertThat(turn.before() + " " + turn.after()).isEqualTo("0.003 0.1");
                });
        assertThat(events)
                .filteredOn(Warning.class::isInstance)
                .extracting(event -> ((Warning) event).code())
                .startsWith("loss_diverges");
        RunState end = RunState.EMPTY.applyAll(events);
        assertThat(end.series(OwnMetrics.GRAD_NORM).curve().most()).isBetween(8_480.5, 8_481.5);
        assertThat(Document.README.text()).contains("8,481", "step 201", "0.003 to 0.1");
    }

    @Test
    void theBranchFromBeforeTheSpikeGoesOnWell() throws IOException {
        List<TrainEvent> events = events(RESCUED);
        assertThat(events)
                .filteredOn(RunStarted.class::isInstance)
                .extracting(event -> ((RunStarted) event).parent())
                .containsExactly(new Parent("spiked", 180));
        RunState end = RunState.EMPTY.applyAll(events);
        assertThat(end.best().values().get(OwnMetrics.VAL_ACC)).isEqualTo(0.4675);
        assertThat(events).noneMatch(Warning.class::isInstance);
        assertThat(Ancestry.of(RESCUED).trouble()).isEmpty();
        assertThat(Ancestry.of(RESCUED).ancestors()).hasSize(1);
    }

    @Test
    void theCommandsOfTheReadmeShowIt(@TempDir Path folder) throws IOException {
        String runs = Path.of("runs").toAbsolutePath().toString();
        Program.Result replay = new Program(folder.toRealPath()).run("replay", "rescued", "--runs", runs);
        assertThat(replay.out()).contains("max_lr from 0.003 to 0.002 after step 180", "best 46.75 %");
        Invocation compared = Invocation.of("compare", "spiked", "rescued", "--runs", "runs");
        assertThat(compared.printed())
                .contains("from_step", "180 of spiked", "46.75%")
                .containsPattern("max_lr +\\| 0\\.003(→|->)0\\.1 +\\| +0\\.002 ");
    }

    @Test
    void aFigureOfTheBranchAloneHasItsHistoryBeforeIt(@TempDir Path folder) throws IOException {
        Path figure = folder.resolve("rescued.svg");
        assertThat(Invocation.of("compare", "rescued", "--plot", figure.toString(), "--runs", "runs")
                        .printed())
                .isEqualToIgnoringNewLines("wrote " + figure);
        assertThat(figure).content().contains(">before the branch<");
    }
}
