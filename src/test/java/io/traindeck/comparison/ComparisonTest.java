package io.traindeck.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final int STEPS = 10;

    private static ComparedRun run(String name, RunState state, Map<String, String> dials) {
        return new ComparedRun(name, state, Status.of(state, Liveness.NO_TRAINER, 0), dials);
    }

    private static ComparedRun run(String name, SampleRun log) {
        return run(name, log.state(), Map.of());
    }

    private static SampleRun epoch(SampleRun log, double trainLoss, double trainAcc, double valLoss, double valAcc) {
        return log.steps(STEPS).endEpoch(trainLoss, trainAcc, valLoss, valAcc);
    }

    private static SampleRun better() {
        SampleRun log = new SampleRun(3, STEPS);
        epoch(log, 1.5, 0.50, 1.2, 0.55);
        epoch(log, 1.0, 0.70, 0.9, 0.72);
        return epoch(log, 0.8, 0.80, 1.0, 0.71);
    }

    private static SampleRun worse() {
        SampleRun log = new SampleRun(5, STEPS).stepMs(780);
        epoch(log, 1.6, 0.45, 1.3, 0.50);
        return epoch(log, 1.2, 0.60, 1.1, 0.61);
    }

    private static Figure figure(Comparison comparison, String title) {
        return comparison.figures().stream()
                .filter(figure -> figure.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static final String BEST = "best val_acc";
    private static final String GAP = "train/val gap";

    @Test
    void figuresAreThoseOfTheBestAndTheLastEpoch() {
        ComparedRun run = run("better", better());
        Comparison comparison = new Comparison(List.of(run));
        assertThat(comparison.figures())
                .extracting(Figure::title)
                .containsExactly(BEST, GAP, "train_loss", "val_loss", "time");
        assertThat(figure(comparison, BEST).of(0)).hasValue(0.72);
        assertThat(comparison.best(0).row().epoch()).isEqualTo(2);
        assertThat(figure(comparison, GAP).text(figure(comparison, GAP).of(0).orElseThrow()))
                .isEqualTo("+9.00");
        assertThat(figure(comparison, "train_loss").of(0)).hasValue(0.8);
        assertThat(figure(comparison, "val_loss").of(0)).hasValue(1.0);
        double epochSeconds = STEPS * 0.393 + 8;
        assertThat(figure(comparison, "time").of(0).orElseThrow()).isEqualTo(3 * epochSeconds, within(1e-9));
    }

    @Test
    void deltasAreToTheFirstRun() {
        Comparison comparison = new Comparison(List.of(run("better", better()), run("worse", worse())));
        assertThat(figure(comparison, BEST).change(0)).isEmpty();
        assertThat(figure(comparison, BEST).change(1)).isEqualTo("-11.00");
        assertThat(figure(comparison, GAP).change(1)).isEqualTo("-10.00");
        assertThat(figure(comparison, "train_loss").change(1)).isEqualTo("+0.400");
    }

    @Test
    void aRunWithoutAnEpochHasNoFiguresAndNoDeltas() {
        ComparedRun none = run("none", new SampleRun(3, STEPS).steps(3));
        Comparison comparison = new Comparison(List.of(none, run("better", better())));
        assertThat(comparison.figures()).hasSize(5);
        for (Figure figure : comparison.figures()) {
            assertThat(figure.of(0)).isEmpty();
            assertThat(figure.change(1)).isEmpty();
        }
    }

    @Test
    void aLossThatIsNoNumberIsAFigureWithoutADelta() {
        ComparedRun nan = run("nan", epoch(new SampleRun(3, STEPS), Double.NaN, 0.1, Double.NaN, 0.1));
        Comparison comparison = new Comparison(List.of(run("better", better()), nan));
        Figure loss = figure(comparison, "val_loss");
        assertThat(loss.text(loss.of(1).orElseThrow())).isEqualTo("NaN");
        assertThat(loss.change(1)).isEmpty();
    }

    @Test
    void whatWasComputedTwiceCountsOnce() {
        SampleRun log = better();
        log.add(new RunResumed(log.nowMs() + 1, STEPS, 2, "checkpoints/last.safetensors"));
        ComparedRun run = run("resumed", log);
        assertThat(run.rows()).hasSize(1);
        assertThat(run.seconds().orElseThrow()).isEqualTo(STEPS * 0.393 + 8, within(1e-9));
    }

    @Test
    void onlyDialsThatDifferAreShownAndOneThatIsLackingDiffers() {
        ComparedRun one = run("one", better().state(), Map.of("seed", "42", "clip", "off", "lr", "0.1"));
        ComparedRun two = run("two", better().state(), Map.of("seed", "42", "clip", "1"));
        List<Comparison.DialRow> rows = new Comparison(List.of(one, two)).differingDials();
        assertThat(rows)
                .containsExactlyInAnyOrder(
                        new Comparison.DialRow("clip", List.of(value("off"), value("1"))),
                        new Comparison.DialRow("lr", List.of(value("0.1"), DialValue.NONE)));
        ComparedRun unknown = run("to come", RunState.EMPTY, Map.of());
        assertThat(new Comparison(List.of(one, unknown)).differingDials()).isEmpty();
        assertThat(new Comparison(List.of(one)).differingDials()).isEmpty();
        assertThat(new Comparison(List.of(one, one)).differingDials()).isEmpty();
    }

    private static DialValue value(String start, DialValue.Turn... turns) {
        return new DialValue(start, List.of(turns));
    }

    private static SampleRun turned(SampleRun log, String dial, String before, String after) {
        return log.add(new DialTurned(log.nowMs() + 1, log.step(), dial, before, after));
    }

    private static List<Comparison.DialRow> differing(ComparedRun... runs) {
        return new Comparison(List.of(runs)).differingDials();
    }

    private static List<String> shownEpochs(ComparedRun first, ComparedRun other) {
        return differing(first, other).stream()
                .filter(row -> row.dial().equals("epochs"))
                .findFirst()
                .orElseThrow()
                .values()
                .get(1)
                .shown();
    }

    @Test
    void runsOfWhichOneWasTurnedDiffer() {
        Map<String, String> dials = Map.of("epochs", "3", "clip", "1");
        ComparedRun calm = run("calm", better().state(), dials);
        SampleRun log = turned(better(), "epochs", "3", "20");
        ComparedRun once = run("once", turned(log, "clip", "1.0", "0").state(), dials);
        assertThat(differing(calm, once))
                .containsExactlyInAnyOrder(
                        new Comparison.DialRow("epochs", List.of(value("3"), value("3", new DialValue.Turn(30, "20")))),
                        new Comparison.DialRow("clip", List.of(value("1"), value("1", new DialValue.Turn(30, "off")))));
        ComparedRun back = run("back", turned(log, "epochs", "20", "3").state(), dials);
        assertThat(shownEpochs(calm, back)).containsExactly("3", "20", "3");
        ComparedRun further = run("further", turned(log, "epochs", "20", "2000").state(), dials);
        assertThat(shownEpochs(calm, further)).containsExactly("3", "2000");
    }

    @Test
    void aTurnThatALaterSessionDroppedDoesNotCount() {
        SampleRun log = turned(better(), "clip", "1.0", "0.5");
        log.add(new RunResumed(log.nowMs() + 1, STEPS, 2, "checkpoints/last.safetensors"));
        Map<String, String> dials = Map.of("clip", "1");
        assertThat(differing(run("calm", better().state(), dials), run("resumed", log.state(), dials)))
                .isEmpty();
    }

    @Test
    void aBranchBeginsWithTheDialsThatWereTurnedForIt() {
        SampleRun parent = better();
        SampleRun log = parent.branch("branch", 20, new DialTurned(parent.nowMs(), 20, "max_lr", "0.003", "0.002"));
        log.steps(STEPS);
        Map<String, String> dials = Map.of("max_lr", "0.003");
        List<Comparison.DialRow> rows =
                differing(run("parent", parent.state(), dials), run("branch", log.state(), dials));
        assertThat(rows).containsExactly(new Comparison.DialRow("max_lr", List.of(value("0.003"), value("0.002"))));
    }

    private static ComparedRun reaching(String name, double valAcc) {
        return run(name, epoch(new SampleRun(3, STEPS), 1, 0.5, 1, valAcc));
    }

    @Test
    void aFewRunsKeepTheirOrderAndOfManyTheBestComeFirst() {
        List<ComparedRun> many = new ArrayList<>(List.of(run("none", new SampleRun(3, STEPS))));
        for (int i = 1; i <= 7; i++) {
            many.add(reaching("run " + i, 0.1 * (i * 3 % 7 + 1)));
        }
        Comparison eight = new Comparison(many);
        assertThat(eight.runs()).isEqualTo(many);
        assertThat(eight.given(5)).isEqualTo(5);

        many.add(reaching("best", 0.9));
        Comparison nine = new Comparison(many);

        assertThat(nine.runs())
                .extracting(ComparedRun::name)
                .containsExactly("best", "run 2", "run 4", "run 6", "run 1", "run 3", "run 5", "run 7", "none");
        assertThat(nine.runs()).allSatisfy(run -> {
            int place = nine.runs().indexOf(run);
            assertThat(many.get(nine.given(place))).isSameAs(run);
            assertThat(nine.placeOf(nine.given(place))).isEqualTo(place);
        });
        assertThat(figure(nine, BEST).change(1)).isEqualTo("-20.00");
        assertThat(nine.isToldApart(7)).isTrue();
        assertThat(nine.isToldApart(8)).isFalse();
    }

    @Test
    void manyRunsWithoutAGoalKeepTheirOrder() {
        List<ComparedRun> many = IntStream.range(0, 20)
                .mapToObj(i -> run("run " + i, RunState.EMPTY, Map.of()))
                .toList();
        assertThat(new Comparison(many).runs()).isEqualTo(many);
    }

    @Test
    void stepsLieEvenlyInTheirEpoch() {
        ComparedRun run = run("worse", worse().steps(STEPS / 2));
        StepAxis epochs = run.axis(AxisUnit.EPOCHS);
        assertThat(epochs.at(0)).isZero();
        assertThat(epochs.at(STEPS / 2)).isEqualTo(0.5);
        assertThat(epochs.at(STEPS)).isEqualTo(1);
        assertThat(epochs.at(25)).isEqualTo(2.5, within(1e-9));
        double epochSeconds = STEPS * 0.783 + 8;
        StepAxis seconds = run.axis(AxisUnit.TIME);
        assertThat(seconds.at(15)).isEqualTo(1.5 * epochSeconds, within(1e-9));
        assertThat(seconds.at(25)).isEqualTo(2.5 * epochSeconds, within(1e-9));
    }
}
