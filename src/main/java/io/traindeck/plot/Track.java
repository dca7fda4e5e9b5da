package io.traindeck.plot;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.event.Description;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a figure draws of one run; every x is in epochs.
 *
 * @param name printable, and short enough for a line
 * @param style how it is told from the others
 * @param phase its place among them, from 0 to 1
 * @param about what the run says of itself
 * @param best the row of the best validation accuracy; null where there is none
 * @param valAcc percent
 */
record Track(
        String name,
        RunStyle style,
        double phase,
        Description about,
        Measured best,
        Points valAcc,
        Points trainLoss,
        Points valLoss,
        StepColumns gradNorm,
        Points lr) {
    private static final double PERCENT = 100;

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
        Points rates = steps.columns(OwnMetrics.LR, MOST_COLUMNS).means();
        return new Track(
                shown(run.name()),
                style,
                phase,
                state.about(),
                best(state),
                steps.rows(OwnMetrics.VAL_ACC).times(PERCENT).within(0, PERCENT),
                steps.rows(OwnMetrics.TRAIN_LOSS),
                steps.rows(OwnMetrics.VAL_LOSS),
                steps.columns(OwnMetrics.GRAD_NORM, steps.normColumns(normColumnsPerEpoch)),
                rates.isEmpty() ? steps.rows(OwnMetrics.LR) : rates);
    }

    /**
     * The steps of a run.
     *
     * @param perEpoch less than 1 where unknown, so that they have no place among epochs
     */
    private record Steps(RunState state, double perEpoch) {
        static Steps of(RunState state) {
            return new Steps(state, perEpoch(state));
        }

        /** As the run says, or as its epochs show. */
        private static double perEpoch(RunState state) {
            if (state.plan().stepsPerEpoch() > 0) {
                return state.plan().stepsPerEpoch();
            }
            return state.rows().list().stream()
                    .filter(row -> row.epoch() > 0)
                    .mapToDouble(row -> row.step() / row.epoch())
                    .max()
                    .orElse(0);
        }

        double epochs() {
            return perEpoch >= 1 ? state.lastStep() / perEpoch : 0;
        }

        StepColumns columns(String metric, int most) {
            return epochs() == 0
                    ? StepColumns.NONE
                    : StepColumns.of(state.series(metric).curve(), perEpoch, most);
        }

        Points rows(String metric) {
            List<Measured> rows = state.rows().list().stream()
                    .filter(row -> row.values().has(metric))
                    .toList();
            return new Points(
                    rows.stream().mapToDouble(this::epoch).toArray(),
                    rows.stream().mapToDouble(row -> row.values().get(metric)).toArray());
        }

        double epoch(Measured row) {
            return Double.isNaN(row.epoch()) ? row.step() / perEpoch : row.epoch();
        }

        /** As wide in every run; and not of so few steps that nothing is smoothed. */
        int normColumns(double perEpoch) {
            double most = Math.min(epochs() * perEpoch, (double) state.lastStep() / LEAST_NORM_STEPS);
            return (int) Math.max(1, Math.ceil(most));
        }
    }

    private static Measured best(RunState state) {
        Measured best = state.best();
        return best != null && valAcc(best) >= 0 && valAcc(best) <= 1 ? best : null;
    }

    private static double valAcc(Measured row) {
        return row.values().get(OwnMetrics.VAL_ACC);
    }

    /** The data set, or nothing where the log does not say. */
    String data() {
        return shown(about.fact("data"));
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
                + (about.equals(Description.NONE)
                        ? ""
                        : " · " + data() + ", recipe " + shown(about.fact("recipe")) + ", batch size "
                                + about.fact("batch_size") + ", seed " + about.fact("seed"));
    }

    /** Its best accuracy, or what it lacks. */
    String summary() {
        return isEmpty() ? "nothing to plot yet" : reached("best");
    }

    private String reached(String best) {
        String steps = gradNorm.means().isEmpty() ? "; no steps" : "";
        if (this.best != null) {
            String percent = Numbers.fixed(PERCENT * valAcc(this.best), 2) + "%";
            return best + " " + percent + " at " + Rows.name(this.best) + steps;
        }
        return (valAcc.size() == 0 ? "no epoch finished" : "no validation accuracy") + steps;
    }
}
