package io.traindeck.dashboard.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.chart.Sparkline.Range;
import io.traindeck.event.OwnMetrics;
import io.traindeck.listing.Details;
import io.traindeck.listing.RunSummary;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendScalesTest {
    private static RunSummary run(String metric, boolean higher, double... trend) {
        return new RunSummary(
                LoggedRun.of(new RunFolder(Path.of("runs", "a"))),
                "a",
                Status.COMPLETED,
                new RunSummary.About("", "", 1, 1, null, null, new Details.Maker().make()),
                new RunSummary.Reached(1, 1, 1),
                new RunSummary.Best(metric, higher, 0.5, "", 1, 1, Double.NaN),
                RunSummary.Trend.of(trend));
    }

    @Test
    void runsThatShareAMetricShareAScale() {
        RunSummary one = run(OwnMetrics.VAL_ACC, true, 0.25, 0.5);
        RunSummary other = run(OwnMetrics.VAL_ACC, true, 0.25, 0.75);
        RunSummary third = run("reward", true, -100, 20);
        TrendScales scales = new TrendScales(List.of(one, other, third));
        assertThat(scales.of(one)).isEqualTo(scales.of(other)).isEqualTo(new Range(0.25, 0.75));
        assertThat(scales.of(third)).isEqualTo(new Range(-100, 20));
    }

    @Test
    void aRunThatExplodedDoesNotFlattenTheOthers() {
        RunSummary good = run("val_loss", false, 2, 1);
        RunSummary exploded = run("val_loss", false, 2, 1e30);
        assertThat(new TrendScales(List.of(good, exploded)).of(good)).isEqualTo(new Range(1, 2));
    }

    @Test
    void aRunWithoutNumbersHasNoPartInIt() {
        RunSummary empty = run("val_loss", false);
        RunSummary lost = run("val_loss", false, Double.NaN);
        RunSummary unknown = run("", true, 1, 3);
        TrendScales scales = new TrendScales(List.of(empty, lost, unknown));
        assertThat(scales.of(empty).isKnown()).isFalse();
        assertThat(scales.of(unknown)).isEqualTo(new Range(1, 3));
    }
}
