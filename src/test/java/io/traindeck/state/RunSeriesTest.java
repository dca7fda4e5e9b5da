package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The measurements of a run, by name, whoever wrote its log. */
class RunSeriesTest {
    private static final Names LOSS = Names.of("loss");
    private static final Names BOTH = Names.of("loss", "lr");
    private static final Names VAL = Names.of("val_loss");

    private static Measured measured(Kind kind, long step, Values values) {
        return new Measured(0, kind, step, Double.NaN, null, values);
    }

    private static Measured step(long step, double loss) {
        return measured(Kind.STEP, step, LOSS.with(loss));
    }

    private static double[] means(RunState state, String metric) {
        return state.series(metric).curve().means();
    }

    private static List<Long> steps(Series series) {
        Curve curve = series.curve();
        return IntStream.range(0, curve.size()).mapToObj(curve::first).toList();
    }

    @Test
    void aMetricThatWasNeverLoggedHasNoPoint() {
        assertThat(RunState.EMPTY.series("loss")).isEqualTo(Series.NONE);
        assertThat(RunState.EMPTY.metrics()).isEmpty();
        assertThat(Series.NONE.last()).isNaN();
        assertThat(Series.NONE.lastStep()).isEqualTo(-1);
    }

    @Test
    void twentyValidationsInAMillionStepsStayTwentyExactPoints() {
        RunState state = RunState.EMPTY;
        for (int step = 1; step <= 1_000_000; step++) {
            state = state.apply(step(step, 1));
            if (step % 50_000 == 0) {
                state = state.apply(measured(Kind.VALIDATION, step, VAL.with(step / 7.0)));
            }
        }
        Series validation = state.series("val_loss");
        assertThat(validation.curve().width()).isEqualTo(1);
        assertThat(steps(validation))
                .isEqualTo(
                        IntStream.rangeClosed(1, 20).mapToObj(i -> i * 50_000L).toList());
        assertThat(validation.last()).isEqualTo(1_000_000 / 7.0);
        assertThat(state.series("loss").curve().size()).isBetween(Curve.MOST_BUCKETS / 2, Curve.MOST_BUCKETS);
        assertThat(state.rows().list()).hasSize(20);
    }

    @Test
    void stepsBeginAtNoughtLeaveGapsAndGoBeyondTwoBillion() {
        long far = 1L << 40;
        RunState state = RunState.EMPTY.applyAll(List.of(step(0, 3), step(250, 2), step(far, 1)));
        assertThat(steps(state.series("loss"))).containsExactly(0L, 250L, far);
        assertThat(state.lastStep()).isEqualTo(far);
        assertThat(state.firstStep()).isZero();
        assertThat(RunState.EMPTY.apply(step(0, 1)).isMeasured()).isTrue();
        assertThat(RunState.EMPTY.apply(step(-1, 1)).isMeasured()).isFalse();
    }

    @Test
    void linesOfOneStepWithOtherNamesBelongTogether() {
        RunState state = RunState.EMPTY.applyAll(List.of(
                step(10, 1),
                measured(Kind.STEP, 10, Names.of("lr").with(0.1)),
                measured(Kind.VALIDATION, 10, VAL.with(2)),
                measured(Kind.VALIDATION, 10, Names.of("accuracy").with(0.5))));
        assertThat(state.metrics()).containsExactly("loss", "lr", "val_loss", "accuracy");
        for (String metric : state.metrics()) {
            assertThat(steps(state.series(metric))).as(metric).containsExactly(10L);
        }
        assertThat(state.rows().list()).hasSize(1);
        Values row = state.rows().last().values();
        assertThat(List.of(row.get("val_loss"), row.get("accuracy"))).containsExactly(2.0, 0.5);
    }

    /** An example is an epoch's learning rate, which stands at the step of the last rate. */
    @Test
    void aNameInLinesOfStepsAndInRowsHasASeriesOfEach() {
        RunState state = RunState.EMPTY.applyAll(List.of(
                measured(Kind.STEP, 1, BOTH.with(3, 0.1)),
                measured(Kind.STEP, 2, BOTH.with(2, 0.2)),
                measured(Kind.EPOCH, 2, Names.of("lr").with(0.3)),
                measured(Kind.STEP, 3, BOTH.with(1, 0.3))));
        assertThat(means(state, "lr")).containsExactly(0.1, 0.2, 0.3);
        assertThat(state.rowSeries("lr").curve().means()).containsExactly(0.3);
        assertThat(state.rowSeries("loss")).isEqualTo(Series.NONE);
        assertThat(state.metrics()).containsExactly("loss", "lr");
    }

    @Test
    void aSeriesThatGoesBackReplacesWhatItHadAndDisturbsNoOther() {
        RunState state = RunState.EMPTY;
        for (int step = 10; step <= 50; step += 10) {
            state = state.apply(step(step, 1)).apply(measured(Kind.VALIDATION, step, VAL.with(9)));
        }
        assertThat(state.lastStep()).isEqualTo(50);
        state = state.applyAll(List.of(step(30, 2), step(40, 2)));
        assertThat(steps(state.series("loss"))).containsExactly(10L, 20L, 30L, 40L);
        assertThat(means(state, "loss")).containsExactly(1, 1, 2, 2);
        assertThat(state.lastStep()).isEqualTo(40);
        assertThat(steps(state.series("val_loss"))).hasSize(5);
        state = state.apply(measured(Kind.VALIDATION, 30, VAL.with(8)));
        assertThat(state.rows().list()).extracting(Measured::step).containsExactly(10L, 20L, 30L);
        assertThat(state.rowSeries("val_loss").curve().means()).containsExactly(9, 9, 8);
    }

    /** An evaluator of its own is late: its rows come when the training has gone on. */
    @Test
    void aLateRowTakesNothingFromRowsWithOtherNames() {
        RunState state = RunState.EMPTY.applyAll(List.of(
                measured(Kind.VALIDATION, 250, VAL.with(3)),
                measured(Kind.VALIDATION, 500, VAL.with(2)),
                measured(Kind.VALIDATION, 250, Names.of("hellaswag").with(0.25)),
                measured(Kind.VALIDATION, 300, Names.of("hellaswag").with(0.26))));
        assertThat(state.rows().list()).extracting(Measured::step).containsExactly(250L, 300L, 500L);
        assertThat(steps(state.series("val_loss"))).containsExactly(250L, 500L);
        assertThat(steps(state.series("hellaswag"))).containsExactly(250L, 300L);
        assertThat(state.lastStep()).isEqualTo(500);
    }

    /** Each of several processes writes each line, after each other and a little late. */
    @Property(tries = 20)
    void stepsThatStandInALogTwiceLoseNothingThoughTheyCome(
            @ForAll @IntRange(max = 100) int late, @ForAll @IntRange(min = 5_000, max = 20_000) int steps) {
        RunState state = RunState.EMPTY;
        for (int step = 0; step < steps + late; step++) {
            if (step < steps) {
                state = state.apply(step(step, 1));
            }
            if (step >= late) {
                state = state.apply(step(step - late, 1));
            }
        }
        Curve curve = state.series("loss").curve();
        int points = IntStream.range(0, curve.size())
                .map(i -> curve.finite(i) + curve.gaps(i))
                .sum();
        assertThat(points).isEqualTo(steps);
        assertThat(curve.lastStep()).isEqualTo(steps - 1);
    }

    @Provide
    Arbitrary<List<Measured>> lines() {
        Arbitrary<Names> names = Arbitraries.of(LOSS, BOTH, Names.of("lr", "norm"), Names.of("error"));
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.STEP, Kind.STEP, Kind.STEP, Kind.VALIDATION);
        Arbitrary<Integer> further = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 3), Arbitraries.integers().between(-20, 20));
        return Combinators.combine(names, kinds, further, Arbitraries.integers().between(0, 9))
                .as((line, kind, by, value) -> measured(
                        kind,
                        by,
                        line.with(IntStream.range(0, line.size())
                                .mapToDouble(i -> value + i)
                                .toArray())))
                .list()
                .ofMaxSize(1500)
                .map(RunSeriesTest::walked);
    }

    /** Returns the lines with each step that far from the one before it. */
    private static List<Measured> walked(List<Measured> lines) {
        List<Measured> walked = new ArrayList<>();
        long step = 0;
        for (Measured line : lines) {
            step = Math.max(0, step + line.step());
            walked.add(measured(line.kind(), step, line.values()));
        }
        return walked;
    }

    /** While nothing is thinned, the state is what the plainest reader of a log would hold. */
    @Property(tries = 200)
    void seriesAreWhatNoLaterLineHasReplaced(
            @ForAll("lines") List<Measured> lines, @ForAll @IntRange(max = 99) int cut) {
        Map<String, NavigableMap<Long, Double>> steps = new HashMap<>();
        Map<String, NavigableMap<Long, Double>> rows = new HashMap<>();
        RunState state = RunState.EMPTY;
        for (Measured line : lines) {
            state = state.apply(line);
            for (String name : line.values().names().list()) {
                NavigableMap<Long, Double> series =
                        (line.kind() == Kind.STEP ? steps : rows).computeIfAbsent(name, key -> new TreeMap<>());
                series.tailMap(line.step(), true).clear();
                series.put(line.step(), line.values().get(name));
            }
        }
        assertHolds(state, steps, rows);
        long until = state.lastStep() * cut / 100;
        state = state.apply(new RunResumed(0, (int) until, 0, "f"));
        steps.values().forEach(series -> series.tailMap(until, false).clear());
        rows.values().forEach(series -> series.tailMap(until, false).clear());
        assertHolds(state, steps, rows);
    }

    /** What a screen has asked for is built upon for its next picture. */
    @Property(tries = 100)
    void itDoesNotMatterHowOftenSomebodyLooks(
            @ForAll("lines") List<Measured> lines, @ForAll @IntRange(min = 1, max = 40) int every) {
        List<Measured> all = new ArrayList<>(lines);
        for (int i = 1; i < 5_000; i++) {
            all.add(measured(Kind.STEP, lines.size() + i, BOTH.with(i % 7, 1)));
        }
        RunState seen = RunState.EMPTY;
        RunState unseen = RunState.EMPTY;
        for (int i = 0; i < all.size(); i++) {
            seen = seen.apply(all.get(i));
            unseen = unseen.apply(all.get(i));
            if (i % every == 0) {
                seen.series("loss");
            }
        }
        for (String metric : unseen.metrics()) {
            assertThat(seen.series(metric)).as(metric).isEqualTo(unseen.series(metric));
        }
    }

    private static void assertHolds(
            RunState state,
            Map<String, NavigableMap<Long, Double>> steps,
            Map<String, NavigableMap<Long, Double>> rows) {
        for (String metric : state.metrics()) {
            NavigableMap<Long, Double> bySteps = steps.getOrDefault(metric, new TreeMap<>());
            NavigableMap<Long, Double> byRows = rows.getOrDefault(metric, new TreeMap<>());
            assertThat(points(state.series(metric))).as(metric).isEqualTo(bySteps.isEmpty() ? byRows : bySteps);
            assertThat(points(state.rowSeries(metric))).as(metric).isEqualTo(byRows);
            NavigableMap<Long, Double> inRows = new TreeMap<>();
            for (Measured row : state.rows().list()) {
                if (row.values().has(metric)) {
                    inRows.put(row.step(), row.values().get(metric));
                }
            }
            assertThat(inRows).as(metric).isEqualTo(byRows);
        }
    }

    private static Map<Long, Double> points(Series series) {
        Map<Long, Double> points = new TreeMap<>();
        for (int i = 0; i < series.curve().size(); i++) {
            points.put(series.curve().first(i), series.curve().mean(i));
        }
        return points;
    }

    @Test
    void manySeriesShareTheBucketsOfARun() {
        for (int count : new int[] {4, 33, 65, 129, 1024}) {
            Names names = names(count);
            RunState state = RunState.EMPTY;
            for (int step = 1; step <= 5_000; step++) {
                state = state.apply(measured(Kind.STEP, step, names.with(new double[count])));
            }
            Curve curve = state.series("m" + (count - 1)).curve();
            int most = count <= 32 ? 2048 : count <= 64 ? 1024 : count <= 128 ? 512 : 256;
            assertThat(curve.size()).as("%d series", count).isBetween(most / 2, most);
        }
    }

    @Test
    void namesThatComeLaterMakeRoomWithoutLosingASpike() {
        RunState state = RunState.EMPTY;
        for (int step = 1; step <= 1_500; step++) {
            state = state.apply(step(step, step == 777 ? 1000 : 1));
        }
        state = state.apply(measured(Kind.STEP, 1_501, names(200).with(new double[200])));
        Curve curve = state.series("loss").curve();
        assertThat(curve.size()).isLessThanOrEqualTo(256);
        assertThat(curve.most()).isEqualTo(1000);
        assertThat(IntStream.range(0, curve.size()).map(curve::finite).sum()).isEqualTo(1_500);
    }

    @Test
    void namesBeyondAThousandAreLeftOutAndCounted() {
        RunState state = RunState.EMPTY.applyAll(List.of(
                measured(Kind.STEP, 1, names(1_500).with(new double[1_500])),
                measured(Kind.STEP, 2, names(1_500).with(new double[1_500]))));
        assertThat(state.metrics()).hasSize(MetricIndex.MOST);
        assertThat(state.leftOut()).isEqualTo(1_500 - MetricIndex.MOST);
        assertThat(state.series("m0").curve().size()).isEqualTo(2);
        assertThat(state.series("m1499")).isEqualTo(Series.NONE);
    }

    private static Names names(int count) {
        return Names.of(IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void aLogOfEverNewNamesFillsNoMemory() {
        RunState state = RunState.EMPTY;
        for (int step = 1; step <= 5_000; step++) {
            state = state.apply(
                    measured(Kind.STEP, step, Names.of("name" + step).with(1)));
        }
        assertThat(state.metrics()).hasSize(MetricIndex.MOST);
        assertThat(state.leftOut()).isEqualTo(MetricIndex.MOST);
    }
}
