package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.OthersRun;
import io.traindeck.event.Names;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedWordsTest {
    @ParameterizedTest
    @CsvSource({
        "images_per_s, 326.4, '   326 images/s'",
        "train/tokens_per_sec, 185000, '  185k tokens/s'",
        "tok/s, 4.25, '  4.25 tok/s'",
        "time/fps, 91898, ' 91898 fps'",
        "mfu, 41.23, 'mfu   41.2'",
        "info/learner/opt_peak_throughput, 14.6, 'peak throughput   14.6'"
    })
    void aSpeedIsSaidInTheUnitOfTheLog(String name, double value, String words) {
        OthersRun run = new OthersRun("x", "CSV").step(1, Names.of(name), value);
        assertThat(SpeedWords.of(run.state())).isEqualTo(words);
    }

    @Test
    void whatIsDoneInASecondIsSaidBeforeAShare() {
        OthersRun run = new OthersRun("x", "CSV").step(1, Names.of("mfu", "tokens/s"), 41, 900);
        assertThat(SpeedWords.of(run.state())).isEqualTo("   900 tokens/s");
    }

    @Test
    void withoutASpeedInTheLogItsTimesTell() {
        OthersRun run = new OthersRun("x", "CSV").at(1_000);
        for (int step = 1; step <= 10; step++) {
            run.pass(2.5).step(step, Names.of("loss"), 1);
        }
        assertThat(SpeedWords.of(run.state())).isEqualTo("  2.50 s/step");
        assertThat(SpeedWords.of(
                        new OthersRun("x", "CSV").step(1, Names.of("loss"), 1).state()))
                .isEmpty();
    }
}
