package io.traindeck.cli.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    /** The log says 1.30e-08 there: the rate that the schedule has for a step after the last. */
    @Test
    void theLastRowHasTheRateOfTheLastStep() throws Exception {
        PlainText text = new PlainText();
        List<String> lines = new ArrayList<>();
        try (EventLogReader log = new EventLogReader(new RunFolder(Path.of("runs", "upgraded")).events())) {
            log.poll(event -> text.line(event).ifPresent(lines::add));
        }
        assertThat(lines)
                .filteredOn(line -> line.startsWith("epoch 10/10"))
                .singleElement()
                .asString()
                .contains("  lr 1.20e-08  ");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("epoch  9/10"))
                .singleElement()
                .asString()
                .contains("  lr 1.48e-04  ");
    }

    @Test
    void aDialsNumberIsWrittenInOneWay() {
        TrainEvent turn = new TrainEvent.DialTurned(1, 7, "max_lr", "0.000050", "1.0E-7");
        assertThat(new PlainText().line(turn)).contains("max_lr from 5e-5 to 1e-7 after step 7");
    }

    @Test
    void whatIsNotKnownOfEpochsIsNotSaid() {
        PlainText text = new PlainText();
        assertThat(text.progress(new TrainEvent.Validating(1, 3))).contains("epoch 3  validating");
        assertThat(text.line(new TrainEvent.RunResumed(1, 7, 0, ""))).contains("resumed after step 7");
        assertThat(text.line(new TrainEvent.RunResumed(1, 7, 2, ""))).contains("resumed after step 7, in epoch 2");
    }
}
