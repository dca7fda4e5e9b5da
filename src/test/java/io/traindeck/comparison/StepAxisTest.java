package io.traindeck.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.testing.ForeignLog;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StepAxisTest {
    private static StepAxis axis(ForeignLog log, AxisUnit unit) {
        return log.compared("run").axis(unit);
    }

    private static List<AxisUnit> axes(ForeignLog... logs) {
        return new Comparison(
                        List.of(logs).stream().map(log -> log.compared("run")).toList())
                .axes();
    }

    @Test
    void epochsThatAreCountedFromZeroEndAtOne() {
        ForeignLog keras = new ForeignLog();
        ForeignLog lightning = new ForeignLog();
        for (int epoch = 0; epoch < 3; epoch++) {
            keras.epoch(epoch, epoch, "val_loss", 1);
            lightning.validation(100L * epoch + 99, epoch, "val_loss", 1);
        }
        assertThat(axis(keras, AxisUnit.EPOCHS).at(0)).isEqualTo(1);
        assertThat(axis(keras, AxisUnit.EPOCHS).at(2)).isEqualTo(3);
        assertThat(axis(lightning, AxisUnit.EPOCHS).at(99)).isEqualTo(1);
        assertThat(axis(lightning, AxisUnit.EPOCHS).at(149)).isEqualTo(1.5);
        assertThat(keras.compared("run").done(AxisUnit.EPOCHS)).isEqualTo("3");
    }

    @Test
    void whatIsMeasuredBeforeTrainingIsAtZero() {
        ForeignLog log = new ForeignLog().validation(0, 0, "val_loss", 1).validation(50, 0.5, "val_loss", 1);
        assertThat(axis(log, AxisUnit.EPOCHS).at(0)).isZero();
        assertThat(axis(log, AxisUnit.EPOCHS).at(100)).isEqualTo(1, within(1e-9));
    }

    @Test
    void ofSeveralValidationsOfOneEpochTheLastEndsIt() {
        ForeignLog log = new ForeignLog()
                .validation(50, 1, "val_loss", 1)
                .validation(100, 1, "val_loss", 1)
                .validation(150, 2, "val_loss", 1)
                .validation(200, 2, "val_loss", 1);
        assertThat(axis(log, AxisUnit.EPOCHS).at(50)).isEqualTo(0.5);
        assertThat(axis(log, AxisUnit.EPOCHS).at(100)).isEqualTo(1);
        assertThat(axis(log, AxisUnit.EPOCHS).at(150)).isEqualTo(1.5);
    }

    @Test
    void aPlanOfStepsAndEpochsTellsWhereStepsLie() {
        ForeignLog log = new ForeignLog()
                .described(Description.of(Plan.of(400, 4, 0), Map.of()))
                .step(150, "loss", 1);
        assertThat(axis(log, AxisUnit.EPOCHS).at(150)).isEqualTo(1.5);
        assertThat(log.compared("run").done(AxisUnit.EPOCHS)).isEqualTo("1/4");
        assertThat(log.compared("run").done(AxisUnit.STEPS)).isEqualTo("150/400");
    }

    @Test
    void timeIsThatOfTheLinesOfTheLog() {
        ForeignLog log = new ForeignLog()
                .at(1_000_000)
                .step(0, "loss", 1)
                .at(1_010_000)
                .validation(100, "val_loss", 1)
                .at(1_050_000)
                .step(200, "loss", 1);
        StepAxis time = axis(log, AxisUnit.TIME);
        assertThat(time.at(50)).isEqualTo(5);
        assertThat(time.at(150)).isEqualTo(30);
        assertThat(log.compared("run").seconds()).hasValue(50);
    }

    @Test
    void axesAreThoseThatAllRunsHave() {
        ForeignLog steps = new ForeignLog().step(1, "loss", 1);
        ForeignLog timed =
                new ForeignLog().at(1_000).step(1, "loss", 1).at(2_000).step(2, "loss", 1);
        ForeignLog epochs = new ForeignLog().epoch(10, 1, "loss", 1);
        assertThat(axes(epochs)).containsExactly(AxisUnit.EPOCHS, AxisUnit.STEPS);
        assertThat(axes(epochs, steps)).containsExactly(AxisUnit.STEPS);
        assertThat(axes(timed)).containsExactly(AxisUnit.STEPS, AxisUnit.TIME);
        assertThat(axes(timed, new ForeignLog())).containsExactly(AxisUnit.STEPS, AxisUnit.TIME);
    }

    @Property(tries = 300)
    void noLogMakesAnAxisFallOrLeaveTheNumbers(
            @ForAll @Size(max = 30) List<@LongRange(min = 0, max = 1000) Long> steps,
            @ForAll @Size(value = 30) List<Double> epochs,
            @ForAll @Size(value = 30) List<@LongRange(min = 0, max = 100_000) Long> times) {
        ForeignLog log = new ForeignLog();
        for (int i = 0; i < steps.size(); i++) {
            log.at(times.get(i)).validation(steps.get(i), Math.abs(epochs.get(i)), "val_loss", 1);
        }
        for (AxisUnit unit : AxisUnit.values()) {
            StepAxis axis = axis(log, unit);
            double before = axis.at(0);
            for (long step = 1; step <= 1100; step++) {
                assertThat(axis.at(step)).isNotNaN().isGreaterThanOrEqualTo(before);
                before = axis.at(step);
            }
        }
    }
}
