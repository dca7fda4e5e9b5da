package io.traindeck.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.event.Plan;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StepAxisTest {
    private static StepAxis axis(MadeUpLog log, AxisUnit unit) {
        return log.named("run").axis(unit);
    }

    private static List<AxisUnit> axes(MadeUpLog... logs) {
        return new Comparison(
                        List.of(logs).stream().map(log -> log.named("run")).toList())
                .axes();
    }

    @Test
    void epochsThatAreCountedFromZeroEndAtOne() {
        MadeUpLog keras = new MadeUpLog();
        MadeUpLog lightning = new MadeUpLog();
        for (int epoch = 0; epoch < 3; epoch++) {
            keras.epoch(epoch, epoch, "val_loss", 1);
            lightning.validation(100L * epoch + 99, epoch, "val_loss", 1);
        }
        assertThat(axis(keras, AxisUnit.EPOCHS).at(0)).isEqualTo(1);
        assertThat(axis(keras, AxisUnit.EPOCHS).at(2)).isEqualTo(3);
        assertThat(axis(lightning, AxisUnit.EPOCHS).at(99)).isEqualTo(1);
        assertThat(axis(lightning, AxisUnit.EPOCHS).at(149)).isEqualTo(1.5);
        assertThat(keras.named("run").done(AxisUnit.EPOCHS)).isEqualTo("3");
    }

    @Test
    void whatIsMeasuredBeforeTrainingIsAtZero() {
        MadeUpLog log = new MadeUpLog().validation(0, 0, "val_loss", 1).validation(50, 0.5, "val_loss", 1);
        assertThat(axis(log, AxisUnit.EPOCHS).at(0)).isZero();
        assertThat(axis(log, AxisUnit.EPOCHS).at(100)).isEqualTo(1, within(1e-9));
    }

    @Test
    void ofSeveralValidationsOfOneEpochTheLastEndsIt() {
        MadeUpLog log = new MadeUpLog()
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
        MadeUpLog log =
                new MadeUpLog().describe(Plan.of(400, 4, 0), null, Map.of()).step(150, "loss", 1);
        assertThat(axis(log, AxisUnit.EPOCHS).at(150)).isEqualTo(1.5);
        assertThat(log.named("run").done(AxisUnit.EPOCHS)).isEqualTo("1/4");
        assertThat(log.named("run").done(AxisUnit.STEPS)).isEqualTo("150/400");
    }

    @Test
    void timeIsThatOfTheLinesOfTheLog() {
        MadeUpLog log = new MadeUpLog()
                .at(1_000_000)
                .step(0, "loss", 1)
                .at(1_010_000)
                .validation(100, Double.NaN, "val_loss", 1)
                .at(1_050_000)
                .step(200, "loss", 1);
        StepAxis time = axis(log, AxisUnit.TIME);
        assertThat(time.at(50)).isEqualTo(5);
        assertThat(time.at(150)).isEqualTo(30);
        assertThat(log.named("run").seconds()).hasValue(50);
    }

    @Test
    void axesAreThoseThatAllRunsHave() {
        MadeUpLog steps = new MadeUpLog().step(1, "loss", 1);
        MadeUpLog timed = new MadeUpLog().at(1_000).step(1, "loss", 1).at(2_000).step(2, "loss", 1);
        MadeUpLog epochs = new MadeUpLog().epoch(10, 1, "loss", 1);
        assertThat(axes(epochs)).containsExactly(AxisUnit.EPOCHS, AxisUnit.STEPS);
        assertThat(axes(epochs, steps)).containsExactly(AxisUnit.STEPS);
        assertThat(axes(timed)).containsExactly(AxisUnit.STEPS, AxisUnit.TIME);
        assertThat(axes(timed, new MadeUpLog())).containsExactly(AxisUnit.STEPS, AxisUnit.TIME);
    }

    @Property(tries = 300)
    void noLogMakesAnAxisFallOrLeaveTheNumbers(
            @ForAll @Size(max = 30) List<@LongRange(min = 0, max = 1000) Long> steps,
            @ForAll @Size(value = 30) List<Double> epochs,
            @ForAll @Size(value = 30) List<@LongRange(min = 0, max = 100_000) Long> times) {
        MadeUpLog log = new MadeUpLog();
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
