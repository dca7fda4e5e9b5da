package io.traindeck.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log of a run may come from anybody, and what it says of the run stands in the figure. */
class UntrustedFactsTest {
    @Test
    void controlCharactersInTheFactsAboutARunAreQuestionMarks() {
        ComparedRun run =
                PlottedRun.with("batch_size", "25\u001b[2J\u0007").epochs(2).named("run");
        ComparedRun other = PlottedRun.with("seed", "4\n2\0").epochs(2).named("other");
        assertThat(Track.of(new Comparison(List.of(run, other))))
                .extracting(track -> track.description("accuracy"))
                .satisfiesExactly(
                        words -> assertThat(words).contains(", batch size 25?[2J?, seed 42"),
                        words -> assertThat(words).endsWith(", batch size 25, seed 4?2?"));
    }
}
