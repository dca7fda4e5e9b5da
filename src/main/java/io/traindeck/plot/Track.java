package io.traindeck.plot;

import io.traindeck.dashboard.EpochHistory;
import io.traindeck.dashboard.RunState;
import io.traindeck.dashboard.StepCurves;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.Printable;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a figure draws of one run; every x is in epochs.
 *
 * @param name printable, and short enough for a line
 * @param style how it is told from the others
 * @param phase its place among them, from 0 to 1
 * @param started null where the log does not say
 * @param best the epoch of the best validation accuracy; null where there is none
 * @param valAcc percent
 * @param gradNorm positive
 */
record Track(
        String name,
        RunStyle style,
        double phase,
        RunStarted started,
        Epoch best,
        Points valAcc,
        Points trainLoss,
        Points valLoss,
        StepColumns gradNorm,
        Points lr) {
    private static final int LONGEST_NAME = 42;

    /** A point for every second pixel. */
    private static final int MOST_COLUMNS = 320;

    /** Few enough to smooth what the single batches make noisy. */
    private static final int MOST_NORM_COLUMNS = 160;

    /** The same where other runs are beside it, whose noise would hide each other. */
    private static final int MOST_NORM_COLUMNS_BESIDES = 80;

    private static final int LEAST_NORM_STEPS = 5;

    static List<Track> of(List<PlottedRun> runs) {
        int count = runs.size();
        int most = count == 1 ? MOST_NORM_COLUMNS : MOST_NORM_COLUMNS_BESIDES;
        double longest = runs.stream().mapToDouble(Track::epochsOfSteps).max().orElse(0);
        return IntStream.range(0, count)
                .mapToObj(i -> of(runs.get(i), RunStyle.of(i), (i + 0.5) / count, most / longest))
                .toList();
    }

    private static Track of(PlottedRun run, RunStyle style, double phase, double normColumnsPerEpoch) {
        RunState state = run.state();
        List<Epoch> epochs = state.training().epochs().list();
        StepCurves steps = state.training().steps().now();
        double stepsPerEpoch = stepsPerEpoch(state.started(), epochs);
        boolean placed = stepsPerEpoch >= 1;
        Points rates = placed
                ? StepColumns.of(steps.lr(), steps.lastStep(), stepsPerEpoch, MOST_COLUMNS)
                        .means()
                : Points.NONE;
        return new Track(
                shortened(Printable.of(run.name())),
                style,
                phase,
                state.started(),
                best(state.training().epochs()),
                points(epochs, epoch -> 100 * epoch.valAcc()).within(0, 100),
                points(epochs, Epoch::trainLoss),
                points(epochs, Epoch::valLoss),
                placed
                        ? StepColumns.of(
                                steps.gradNorm(),
                                steps.lastStep(),
                                stepsPerEpoch,
                                normColumns(steps.lastStep(), stepsPerEpoch, normColumnsPerEpoch))
                        : StepColumns.NONE,
                rates.isEmpty() ? points(epochs, Epoch::lr) : rates);
    }

    /** As wide in every run; and not of so few steps that nothing is smoothed. */
    private static int normColumns(int lastStep, double stepsPerEpoch, double perEpoch) {
        double columns = Math.min(lastStep / stepsPerEpoch * perEpoch, (double) lastStep / LEAST_NORM_STEPS);
        return lastStep == 0 ? 1 : (int) Math.ceil(columns);
    }

    private static double epochsOfSteps(PlottedRun run) {
        RunState state = run.state();
        double stepsPerEpoch =
                stepsPerEpoch(state.started(), state.training().epochs().list());
        return stepsPerEpoch >= 1 ? state.lastStep() / stepsPerEpoch : 0;
    }

    /** As the run says, or as its epochs show; 0 where neither does, so that steps have no place among epochs. */
    private static double stepsPerEpoch(RunStarted started, List<Epoch> epochs) {
        if (started != null && started.stepsPerEpoch() > 0) {
            return started.stepsPerEpoch();
        }
        return epochs.stream()
                .mapToDouble(epoch -> (double) epoch.step() / epoch.epoch())
                .max()
                .orElse(0);
    }

    private static Epoch best(EpochHistory epochs) {
        Epoch best = epochs.best();
        return best != null && best.valAcc() >= 0 && best.valAcc() <= 1 ? best : null;
    }

    private static Points points(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        return new Points(
                epochs.stream().mapToDouble(Epoch::epoch).toArray(),
                epochs.stream().mapToDouble(value).toArray());
    }

    /** Without its middle where it is too long: names often differ at their ends. */
    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= LONGEST_NAME) {
            return name;
        }
        int[] points = name.codePoints().toArray();
        int half = LONGEST_NAME / 2;
        return new String(points, 0, half) + "…" + new String(points, length - half + 1, half - 1);
    }

    boolean isEmpty() {
        return lines().allMatch(Points::isEmpty);
    }

    /** Everything drawn as a line. */
    Stream<Points> lines() {
        return Stream.of(valAcc, trainLoss, valLoss, gradNorm.means(), lr);
    }

    /** Its best accuracy, or what it lacks, and how it was trained. */
    String description() {
        return reached("best validation accuracy")
                + (started == null
                        ? ""
                        : " · " + Printable.of(started.data()) + ", recipe " + Printable.of(started.recipe())
                                + ", batch size " + started.batchSize() + ", seed " + started.seed());
    }

    /** Its best accuracy, or what it lacks. */
    String summary() {
        return isEmpty() ? "nothing to plot yet" : reached("best");
    }

    private String reached(String best) {
        String steps = gradNorm.means().isEmpty() ? "; no steps" : "";
        if (this.best != null) {
            String percent = Axes.fixed(100 * this.best.valAcc(), 2) + "%";
            return best + " " + percent + " at epoch " + this.best.epoch() + steps;
        }
        return (valAcc.size() == 0 ? "no epoch finished" : "no validation accuracy") + steps;
    }
}
