package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.Logs;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.OwnEvents;
import java.nio.file.Path;
import java.util.List;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table that {@code runs} prints for people. */
class RunLinesTest {
    @TempDir
    private Path runs;

    private void run(String name, EndReason reason) throws Exception {
        List<TrainEvent> events =
                List.of(OwnEvents.started(1_000, name, 3), OwnEvents.step(7), OwnEvents.ended(reason, 7));
        Logs.write(RunFolder.create(runs, name).events(), events.toArray(TrainEvent[]::new));
    }

    private List<String> lines() {
        return Invocation.of("runs", "--runs", runs.toString())
                .printed()
                .lines()
                .toList();
    }

    @Test
    void columnsStandBelowEachOtherWhateverTheLettersOfNames() throws Exception {
        run("baseline", EndReason.COMPLETED);
        run("学习率-扫描", EndReason.COMPLETED);
        run("학습", EndReason.COMPLETED);
        List<String> lines = lines();
        int state = lines.get(0).indexOf("state");
        assertThat(lines.subList(1, 4))
                .allSatisfy(line -> assertThat(cells(line.substring(0, line.indexOf("completed"))))
                        .as(line)
                        .isEqualTo(state));
    }

    /** Returns the number of cells that a text takes in a terminal. */
    private static int cells(String text) {
        return text.chars().map(WCWidth::wcwidth).sum();
    }

    @Test
    void theStateIsInTheWordsOfTheListOfRuns() throws Exception {
        run("one", EndReason.EARLY_STOP);
        assertThat(lines().get(1)).startsWith("one  early stop  ");
        assertThat(Invocation.of("show", runs.resolve("one").toString()).printed())
                .contains("early stop");
    }
}
