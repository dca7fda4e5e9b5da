package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {
    private static final Names VAL = Names.of("val_loss", "f1");

    private static Measured row(long step, double loss, double score, Boolean best) {
        return new Measured(0, Kind.VALIDATION, step, Double.NaN, best, VAL.with(loss, score));
    }

    private static Described goal(String metric, Goal.Better better) {
        Goal goal = new Goal(metric, better);
        return new Described(0, new Description(Plan.UNKNOWN, goal, Set.of(), Map.of()));
    }

    @Test
    void theBestIsTheFirstOfTheBestByTheGoal() {
        List<Measured> rows = List.of(
                row(1, 3, 0.1, null), row(2, 1, 0.3, null), row(3, 1, 0.9, null), row(4, Double.NaN, 0.9, null));
        RunState state =
                RunState.EMPTY.apply(goal("val_loss", Goal.Better.LOWER)).applyAll(rows);
        assertThat(state.best().step()).isEqualTo(2);
        RunState other = RunState.EMPTY.apply(goal("f1", Goal.Better.HIGHER)).applyAll(rows);
        assertThat(other.best().step()).isEqualTo(3);
    }

    @Test
    void whereTheLogSaysWhichIsTheBestItIs() {
        RunState state = RunState.EMPTY.applyAll(
                List.of(row(1, 1, 1, false), row(2, 2, 0.5, true), row(3, 3, 0.2, true), row(4, 0, 1, false)));
        assertThat(state.best().step()).isEqualTo(3);
        assertThat(RunState.EMPTY.apply(row(1, 1, 1, false)).best()).isNull();
    }

    /** The scores of a model that is broken choose a class too, and are right now and then. */
    @Test
    void aRowWhoseLossIsNoNumberIsNeverTheBest() {
        for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (Boolean said : new Boolean[] {null, true}) {
                for (String goal : List.of("val_loss", "f1")) {
                    Goal.Better better = goal.equals("f1") ? Goal.Better.HIGHER : Goal.Better.LOWER;
                    RunState state = RunState.EMPTY.apply(goal(goal, better));
                    assertThat(state.apply(row(1, broken, 1, said)).best()).isNull();
                    assertThat(state.applyAll(List.of(row(1, 2, 0.1, said), row(2, broken, 1, said)))
                                    .best()
                                    .step())
                            .isEqualTo(1);
                }
            }
        }
    }

    @Test
    void nothingIsTheBestWhereNobodyCanSayWhatIsBetter() {
        Measured row = new Measured(
                0, Kind.VALIDATION, 1, Double.NaN, null, Names.of("blorp").with(1));
        assertThat(RunState.EMPTY.apply(row).best()).isNull();
    }

    /** TensorBoard knows no other lines. */
    @Test
    void aLineOfAStepIsARowIfItNamesTheDataOfAValidation() {
        RunState state = RunState.EMPTY.applyAll(List.of(
                new Measured(
                        0,
                        Kind.STEP,
                        1,
                        Double.NaN,
                        null,
                        Names.of("train/loss").with(3)),
                new Measured(
                        0,
                        Kind.STEP,
                        2,
                        Double.NaN,
                        null,
                        Names.of("train/loss", "eval/loss").with(2, 4)),
                new Measured(
                        0,
                        Kind.STEP,
                        3,
                        Double.NaN,
                        null,
                        Names.of("train/loss").with(1))));
        assertThat(state.rows().list()).extracting(Measured::step).containsExactly(2L);
        assertThat(state.series("eval/loss").last()).isEqualTo(4);
        assertThat(state.series("train/loss").curve().means()).containsExactly(3, 2, 1);
        assertThat(state.best().step()).isEqualTo(2);
    }

    @Test
    void ofVeryManyRowsTheNewestAreAllThereAndTheBestIsNeverLost() {
        RunState flagged = RunState.EMPTY;
        RunState folded = RunState.EMPTY;
        for (int step = 1; step <= 50_000; step++) {
            double loss = step == 123 ? 0.5 : 1;
            flagged = flagged.apply(row(step, 1, 1, step == 456));
            folded = folded.apply(row(step, loss, 1 - loss, null));
        }
        for (RunState state : List.of(flagged, folded)) {
            List<Measured> rows = state.rows().list();
            assertThat(rows).hasSizeBetween(Rows.WHOLE, 2 * Rows.WHOLE);
            assertThat(rows.get(rows.size() - Rows.WHOLE).step()).isEqualTo(50_000 - Rows.WHOLE + 1);
            assertThat(rows.get(0).step()).isLessThan(1000);
            assertThat(rows).extracting(Measured::step).isSorted().doesNotHaveDuplicates();
        }
        assertThat(flagged.best().step()).isEqualTo(456);
        assertThat(folded.best().step()).isEqualTo(123);
    }

    @Test
    void rowsOfVeryManyNumbersAreFewer() {
        Names names = Names.of(IntStream.range(0, 1000).mapToObj(i -> "m" + i).toList());
        RunState state = RunState.EMPTY;
        for (int step = 1; step <= 2_000; step++) {
            state = state.apply(new Measured(0, Kind.VALIDATION, step, Double.NaN, null, names.with(new double[1000])));
        }
        assertThat(state.rows().list()).hasSizeBetween(64, 140);
        assertThat(state.journal().events()).hasSizeLessThan(70);
        assertThat(state.rows().isThinned()).isTrue();
    }

    @Test
    void aRowIsCalledByItsEpochWhereOneEnds() {
        assertThat(Rows.name(new Measured(0, Kind.EPOCH, 391, 1, null, VAL.with(1, 1))))
                .isEqualTo("epoch 1");
        assertThat(Rows.name(new Measured(0, Kind.EPOCH, 4512, Double.NaN, null, VAL.with(1, 1))))
                .isEqualTo("step 4 512");
        assertThat(Rows.name(new Measured(0, Kind.VALIDATION, 250, 0.6, null, VAL.with(1, 1))))
                .isEqualTo("step 250");
    }
}
