package io.traindeck.plot;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.state.Curve;
import io.traindeck.state.EpochHistory;
import io.traindeck.state.RunState;
import io.traindeck.state.StepCurves;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
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

    static List<Track> of(List<ComparedRun> runs) {
        int count = runs.size();
        List<Steps> steps = runs.stream().map(run -> Steps.of(run.state())).toList();
        double longest = steps.stream().mapToDouble(Steps::epochs).max().orElse(0);
        double normColumnsPerEpoch = (count == 1 ? MOST_NORM_COLUMNS : MOST_NORM_COLUMNS_BESIDES) / longest;
        return IntStream.range(0, count)
                .mapToObj(i -> of(runs.get(i), steps.get(i), RunStyle.of(i), (i + 0.5) / count, normColumnsPerEpoch))
                .toList();
    }

    private static Track of(ComparedRun run, Steps steps, RunStyle style, double phase, double normColumnsPerEpoch) {
        RunState state = run.state();
        List<Epoch> epochs = state.training().epochs().list();
        Points rates = steps.columns(steps.curves().lr(), MOST_COLUMNS).means();
        return new Track(
                shown(run.name()),
                style,
                phase,
                state.started(),
                best(state.training().epochs()),
                points(epochs, epoch -> 100 * epoch.valAcc()).within(0, 100),
                points(epochs, Epoch::trainLoss),
                points(epochs, Epoch::valLoss),
                steps.columns(steps.curves().gradNorm(), steps.normColumns(normColumnsPerEpoch)),
                rates.isEmpty() ? points(epochs, Epoch::lr) : rates);
    }

    /**
     * The steps of a run.
     *
     * @param perEpoch less than 1 where unknown, so that they have no place among epochs
     */
    private record Steps(StepCurves curves, double perEpoch) {
        static Steps of(RunState state) {
            return new Steps(state.training().steps().now(), perEpoch(state));
        }

        /** As the run says, or as its epochs show. */
        private static double perEpoch(RunState state) {
            if (state.started() != null && state.started().stepsPerEpoch() > 0) {
                return state.started().stepsPerEpoch();
            }
            List<Epoch> epochs = state.training().epochs().list();
            return epochs.stream()
                    .mapToDouble(epoch -> (double) epoch.step() / epoch.epoch())
                    .max()
                    .orElse(0);
        }

        double epochs() {
            return perEpoch >= 1 ? curves.lastStep() / perEpoch : 0;
        }

        StepColumns columns(Curve curve, int most) {
            return epochs() == 0 ? StepColumns.NONE : StepColumns.of(curve, curves.lastStep(), perEpoch, most);
        }

        /** As wide in every run; and not of so few steps that nothing is smoothed. */
        int normColumns(double perEpoch) {
            double most = Math.min(epochs() * perEpoch, (double) curves.lastStep() / LEAST_NORM_STEPS);
            return (int) Math.max(1, Math.ceil(most));
        }
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

    /** The data set, or nothing where the log does not say. */
    String data() {
        return started == null ? "" : shown(started.data());
    }

    /** Printable, and without its middle where it is too long: names often differ at their ends. */
    private static String shown(String text) {
        String name = Safe.forLine(text);
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
                        : " · " + data() + ", recipe " + shown(started.recipe()) + ", batch size " + started.batchSize()
                                + ", seed " + started.seed());
    }

    /** Its best accuracy, or what it lacks. */
    String summary() {
        return isEmpty() ? "nothing to plot yet" : reached("best");
    }

    private String reached(String best) {
        String steps = gradNorm.means().isEmpty() ? "; no steps" : "";
        if (this.best != null) {
            String percent = Numbers.fixed(100 * this.best.valAcc(), 2) + "%";
            return best + " " + percent + " at epoch " + this.best.epoch() + steps;
        }
        return (valAcc.size() == 0 ? "no epoch finished" : "no validation accuracy") + steps;
    }
}
