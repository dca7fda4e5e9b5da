package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.OthersRun;
import io.traindeck.dashboard.OthersScenarios;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import io.traindeck.event.Description;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.OwnEvents;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The overview of runs that other programs log. */
class OverviewTest {
    private static final Names LOSS = Names.of("loss");

    private static String screen(OthersRun run) {
        return Screens.text(run.frame(), 80, 24);
    }

    /** Rows of epochs that are still to come are empty: until then, they show events. */
    @Test
    void eventsTakeTheRowsThatTheTableLeavesEmpty() {
        SampleRun run = new SampleRun(9, 100).epochsMore(1);
        for (int i = 0; i < 20; i++) {
            run.add(new TrainEvent.Paused(run.nowMs(), run.step()));
        }
        String early = Screens.text(Screens.frame(run.state(), run.nowMs()), 60, 50);
        String late = Screens.text(Screens.frame(run.epochsMore(8).state(), run.nowMs()), 60, 50);
        assertThat(times(early)).isGreaterThan(times(late)).isGreaterThanOrEqualTo(9);
        assertThat(times(late)).isEqualTo(3);
    }

    /** Returns how many rows begin with the time of an event. */
    private static long times(String screen) {
        return screen.lines()
                .filter(line -> line.matches(" \\d\\d:\\d\\d:\\d\\d  .*"))
                .count();
    }

    /** The runs that it comes from have had epochs. */
    @Test
    void aBranchInItsFirstEpochSaysSinceWhenNoneIsDone() {
        SampleRun run = new SampleRun(9, 100).epochsMore(3);
        assertThat(Screens.text(Screens.frame(new SampleRun(9, 100).steps(5).state(), run.nowMs()), 80, 24))
                .containsPattern("no epoch is done yet *\\n");
        SampleRun branch = run.branch("rescued", 200).steps(5);
        assertThat(Screens.text(Screens.frame(branch.state(), branch.nowMs()), 80, 24))
                .contains("no epoch is done yet since it branched from cifar10-upgraded");
    }

    /** From line to line of the log only digits and dots change; words and units stay where they are. */
    @Test
    void numbersOfNamedMetricsKeepTheirColumns() {
        OthersRun run = new OthersRun("run.csv", "CSV");
        Names names = Names.of("loss", "lr", "grad_norm", "tokens/s", "ep_rew_mean");
        run.step(0, names, 9.7, 1e-3, 31.0, 99_000, -120);
        run.step(1, names, 0.002, 9e-5, 0.1, 1_000, 140);
        String first = null;
        for (int step = 2; step < 400; step++) {
            double wave = Math.sin(step * 12.9898);
            run.step(step, names, 5 + 4 * wave, 5e-4 + 4e-4 * wave, 9 + 8 * wave, 5e4 + 4e4 * wave, 45 * wave - 55);
            if (step >= 100) {
                String words = words(screen(run));
                first = first == null ? words : first;
                assertThat(words).as("step %s", step).isEqualTo(first);
            }
        }
    }

    /** Returns the screen without what is drawn, and without the numbers of axes, which follow the values. */
    private static String words(String screen) {
        return screen.replaceAll("(?m)^.{6}[┤│└].*$", "")
                .replaceAll("[-0-9.k\\u2580-\\u28ff●┊▕▏━╸]", " ")
                .replaceAll("(?m) +$", "");
    }

    @ParameterizedTest
    @CsvSource({"30, 8", "45, 20", "60, 16", "80, 24", "160, 48", "250, 90"})
    void namesOfAnyLengthInAnyNumberAreShownSafely(int width, int height) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            names.add("\u001b[31m漢\t" + "very/long/".repeat(20) + (i % 2 == 0 ? "loss_" : "acc_") + i);
        }
        Names all = Names.of(names);
        OthersRun run = new OthersRun("x", "CSV");
        for (int step = 0; step < 3; step++) {
            double[] numbers = new double[all.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Math.sin(i + step) * Math.pow(10, i % 20 - 10);
            }
            run.step(step, all, numbers).validation(step, all, numbers);
        }
        for (Glyphs glyphs : Glyphs.values()) {
            Screens.assertPrintable(Screens.draw(run.frame(), width, height, glyphs), glyphs);
        }
        if (width >= 80) {
            assertThat(Screens.text(run.frame(), width, height)).contains("76 metrics left out");
        }
    }

    /** Our own rows have the rate of the step that comes next. */
    @Test
    void afterTheLastStepThereIsNoRateButItsOwn() {
        RunState state = RunState.EMPTY
                .apply(OwnEvents.started(0, "run", Plan.of(4, 2, 2), Map.of()))
                .applyAll(List.of(
                        OwnMetrics.step(1, 1, 1, 0.5, 1e-3, 1, 100),
                        OwnMetrics.step(2, 2, 1, 0.5, 2e-3, 1, 100),
                        OwnMetrics.epoch(
                                3,
                                1,
                                2,
                                new OwnMetrics.Scores(0.5, 0.5, 0.5, 0.5),
                                3e-3,
                                new OwnMetrics.Norms(1, 1),
                                1,
                                0),
                        OwnMetrics.step(4, 3, 2, 0.5, 3e-3, 1, 100),
                        OwnMetrics.step(5, 4, 2, 0.5, 4e-3, 1, 100),
                        OwnMetrics.epoch(
                                6,
                                2,
                                4,
                                new OwnMetrics.Scores(0.5, 0.5, 0.5, 0.5),
                                5e-3,
                                new OwnMetrics.Norms(1, 1),
                                1,
                                0)));
        ViewState view = ViewState.of(Context.LIVE);
        Frame frame = new Frame(state, Status.RUNNING, view, "runs/run", 7, ZoneOffset.UTC, null);
        assertThat(Screens.text(frame, 132, 43))
                .containsPattern("(?m)^ +1 .*3\\.00e-03")
                .containsPattern("(?m)^ +2 .*4\\.00e-03")
                .doesNotContain("5.00e-03");
    }

    /** The rate of the last step stays what it was, and nobody shall take it for the one that was asked for. */
    @Test
    void aRateThatWasTurnedIsToldUntilAStepHasIt() {
        OthersRun run = new OthersRun("x", "");
        Names names = Names.of("loss", "lr");
        run.described(Description.of(Plan.UNKNOWN, Map.of("lr", "0.001")));
        run.step(1, names, 0.9, 1e-3).step(2, names, 0.8, 1e-3);
        assertThat(screen(run)).contains("lr 0.001", "1.00e-03", "max 1.00e-03");
        run.add(new TrainEvent.DialTurned(0, 2, "lr", "0.001", "0.0005"));
        assertThat(screen(run)).contains("lr 0.0005", "1.00e-03", "next 0.0005");
        assertThat(Screens.text(run.frame(Status.CRASHED), 80, 24)).doesNotContain("next");
        run.step(3, names, 0.7, 5e-4);
        assertThat(screen(run)).contains("lr 0.0005", "5.00e-04").doesNotContain("next");
    }

    /** Six empty rows stood below its gauges. */
    @Test
    void aChartOfFewRowsIsBetterThanNone() {
        OthersRun run = new OthersRun("x", "JSON").described(Description.of(Plan.of(4, 2, 2), Map.of()));
        Names names = Names.of("loss", "grad_norm", "lr");
        run.step(1, names, 0.9, 1.2, 1e-3).step(2, names, 0.8, 1.1, 1e-3).step(3, names, 0.7, 1, 1e-3);
        assertThat(Screens.text(run.frame(Status.QUIET), 60, 15)).contains("└", "grad", "writes its log seldom");
    }

    @Test
    void aLogWithoutEventsIsNotSaidToHaveJustBegun() {
        Frame frame = new OthersRun("x", "CSV").step(1, LOSS, 0.9).frame(Status.QUIET);
        Frame events = frame.with(frame.view().withView(View.EVENTS));
        assertThat(Screens.text(events, 80, 24)).contains("No event is in the log.");
    }

    @Test
    void aSmallProgramHasSomeMemory() {
        OthersRun run = new OthersRun("x", "").at(1_000).step(1, LOSS, 0.9);
        assertThat(screen(run.add(usage(11.4)))).contains("rss  11 MiB");
        assertThat(screen(run.add(usage(999.4)))).contains("rss 999 MiB");
        assertThat(screen(run.add(usage(1_434)))).contains("rss 1.4 GiB");
        assertThat(screen(run.add(usage(Double.NaN)))).contains("rss - GiB");
    }

    private static TrainEvent usage(double rssMb) {
        return new TrainEvent.SystemUsage(1_000, 100, rssMb, List.of());
    }

    /** The rows that the table has not filled yet are there for text that would otherwise be cut. */
    @Test
    void aLongEventIsCutOnlyWhereNoRowIsEmpty() {
        String warning = "the loss has not fallen for a long time, and nobody knows why; look at the data first";
        for (int epochs = 1; epochs < 12; epochs++) {
            SampleRun run = new SampleRun(30, 10).epochsMore(epochs);
            run.add(new TrainEvent.Warning(run.nowMs(), "plateau", warning, run.step()));
            String screen = Screens.text(Screens.frame(run.state(), run.nowMs()), 80, 24);
            assertThat(screen.contains("look at the data first"))
                    .as("%s epochs in a table of seven rows\n%s", epochs, screen)
                    .isEqualTo(epochs < 7);
        }
    }

    @Test
    void aLongNameKeepsBothItsEnds() {
        OthersRun run = new OthersRun("x", "CSV");
        run.step(1, LOSS, 0.5).step(1, Names.of("encoder/" + "layer/".repeat(30) + "attention_entropy"), 0.25);
        assertThat(screen(run)).containsPattern(" encoder/.*….*entropy +0.250");
    }

    @Test
    void aRunOfNothingButGapsSaysSo() {
        OthersRun run = new OthersRun("x", "text");
        Names names = Names.of("loss", "val_acc", "lr", "grad_norm");
        for (int step = 0; step < 20; step++) {
            run.step(step, names, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        assertThat(screen(run)).contains("loss", "NaN").doesNotContain("inf", "best", "min");
    }

    @Test
    void onePointIsEnough() {
        assertThat(screen(new OthersRun("x", "CSV").step(0, LOSS, 0.5))).contains("step 0", "loss   0.500");
    }

    @Test
    void stepsMayBeMoreThanAnIntHolds() {
        OthersRun run = new OthersRun("x", "CSV").step(3_000_000_000L, LOSS, 2).step(5_000_000_000L, LOSS, 1);
        assertThat(screen(run)).contains("step 5 000 000 000", "min 1.000 @ 5.00G");
    }

    @Test
    void whereNobodyKnowsThePlanThereIsNoBarAndNoEndToCountDownTo() {
        OthersRun run = new OthersRun("x", "CSV").at(1_000).step(1, LOSS, 2);
        for (int step = 2; step < 50; step++) {
            run.pass(0.5).step(step, LOSS, 1);
        }
        assertThat(screen(run)).contains("step 49", "2.00 steps/s").doesNotContain("ETA", "▕");
        run.described(Description.of(Plan.of(100, 0, 0), Map.of()));
        assertThat(screen(run)).contains("step  49 of 100   ETA    26s", "▕━");
    }

    @Test
    void theTableNamesItsRowsByWhatTheRunHas() {
        Names row = Names.of("val_loss");
        OthersRun epochs = new OthersRun("x", "CSV").epoch(1, 391, row, 2).epoch(2, 782, row, 1);
        assertThat(screen(epochs)).contains(" epoch       loss\n     1      2.000", "     2 ★    1.000");
        OthersRun steps = new OthersRun("x", "CSV").validation(500, row, 2).validation(1_000, row, 1);
        assertThat(screen(steps)).contains("  step       loss\n   500      2.000", " 1 000 ★    1.000");
    }

    @Test
    void aValidationShowsTheTrainingLossThatWasMeasuredWithIt() {
        OthersRun run = new OthersRun("x", "CSV");
        for (int step = 10; step <= 1_000; step += 10) {
            run.step(step, LOSS, 5 - step / 250.0);
            if (step % 500 == 0) {
                run.validation(step, Names.of("val_loss"), 3);
            }
        }
        run.validation(9_000, Names.of("val_loss"), 2.5);
        assertThat(screen(run)).contains("   500         3.000     3.000", " 1 000         1.000     3.000");
        assertThat(screen(run)).as("measured long before").contains(" 9 000 ★                 2.500");
    }

    @Test
    void aRunWithoutRowsListsItsLatestValuesAndKeysScrollThem() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            names.add("other" + i);
        }
        OthersRun run = new OthersRun("x", "CSV").step(1, Names.of(names), new double[40]);
        Navigation navigation = new Navigation(new KeyTable());
        Frame frame = run.frame();
        assertThat(Screens.text(frame, 80, 24)).contains(" other1 ").doesNotContain(" other39 ");
        frame = frame.with(navigation.after(Action.LAST, frame, 80, 24).orElseThrow());
        assertThat(Screens.text(frame, 80, 24)).contains(" other39 ").doesNotContain(" other1 ");
        frame = frame.with(navigation.after(Action.FIRST, frame, 80, 24).orElseThrow());
        assertThat(Screens.text(frame, 80, 24)).contains(" other1 ").doesNotContain(" other39 ");
    }

    @Test
    void whatALaterLaunchDidAgainIsNoNewsAnyMore() {
        String screen = Screens.text(OthersScenarios.all().get("several-launches"), 160, 48);
        assertThat(screen).containsOnlyOnce("(epoch 4)").contains("best so far: val_acc1 62.76% (epoch 19)");
    }

    @Test
    void aLogThatHasNothingYetSaysSo() {
        OthersRun empty = new OthersRun("run/progress.csv", "CSV");
        assertThat(Screens.text(empty.frame(Status.LOADING), 80, 24)).contains("No number is logged yet.");
        assertThat(screen(empty))
                .contains("CSV log", "No number is logged yet.")
                .doesNotContain("trainer", "epoch");
    }
}
