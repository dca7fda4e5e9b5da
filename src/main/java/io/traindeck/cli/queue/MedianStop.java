package io.traindeck.cli.queue;

import io.traindeck.event.Command;
import io.traindeck.event.Goal;
import io.traindeck.event.Goal.Better;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Metric;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.text.Median;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Stops a run early if its best value of the goal so far is worse than the median of the best values that the other
 * runs had after as many rows (Golovin et al., "Google Vizier", 2017, has the rule). A run that is stopped keeps its
 * best weights.
 */
final class MedianStop implements Consumer<RunFolder> {
    /** The sender of the command, as the log has it. */
    static final String SENDER = "stop-worst";

    /** The fewest other runs whose median is worth anything. */
    static final int LEAST_OTHERS = 3;

    private final RunQueue queue;
    private final QueuePrinter out;
    private final Set<RunFolder> stopped = new HashSet<>();

    /** The best values by row of the runs that are done, which no longer change. */
    private final Map<RunFolder, double[]> done = new ConcurrentHashMap<>();

    MedianStop(RunQueue queue, QueuePrinter out) {
        this.queue = queue;
        this.out = out;
    }

    /** Looks whether a run that has one row more is to be stopped. */
    @Override
    public synchronized void accept(RunFolder run) {
        try {
            look(run);
        } catch (RunException e) {
            out.line(e.getMessage() + "; --stop-worst looks again after the next validation");
        }
    }

    private void look(RunFolder folder) throws RunException {
        RunOutcome run = RunOutcome.of(folder);
        Goal goal = run.run().state().goal();
        if (goal == null || goal.better() == null || run.isFinal() || stopped.contains(folder)) {
            return;
        }
        double[] own = bestByRow(run, goal);
        List<Double> others = others(folder, own.length, goal);
        if (own.length == 0 || others.size() < LEAST_OTHERS) {
            return;
        }
        double median = Median.of(others);
        double best = own[own.length - 1];
        if (Double.isNaN(best) || isBetter(median, best, goal.better())) {
            stopped.add(folder);
            Mailbox.send(folder, Command.STOP, SENDER);
            Metric metric = Metric.of(goal.metric());
            out.say(
                    folder,
                    "is stopped at validation " + own.length + ": its best " + goal.metric() + " of "
                            + metric.text(best) + " is worse than " + metric.text(median) + ", the median of "
                            + others.size() + " others by then");
        }
    }

    /** Returns the best value that each other run of at least so many rows had by then. */
    private List<Double> others(RunFolder folder, int rows, Goal goal) throws RunException {
        List<Double> values = new ArrayList<>();
        for (QueuedRun other : queue.runs()) {
            if (!other.folder().equals(folder) && other.folder().hasBegun()) {
                double[] bestByRow = bestByRow(other.folder(), goal);
                if (bestByRow.length >= rows && rows > 0 && !Double.isNaN(bestByRow[rows - 1])) {
                    values.add(bestByRow[rows - 1]);
                }
            }
        }
        return values;
    }

    private double[] bestByRow(RunFolder folder, Goal goal) throws RunException {
        double[] known = done.get(folder);
        if (known != null) {
            return known;
        }
        RunOutcome outcome = RunOutcome.of(folder);
        double[] best = bestByRow(outcome, goal);
        if (outcome.isFinal()) {
            done.put(folder, best);
        }
        return best;
    }

    /** Returns the best value of the goal up to each row; NaN until there is one. */
    private static double[] bestByRow(RunOutcome outcome, Goal goal) {
        List<Measured> rows = outcome.run().rows();
        double[] best = new double[rows.size()];
        double soFar = Double.NaN;
        for (int i = 0; i < best.length; i++) {
            double value = rows.get(i).values().get(goal.metric());
            if (Double.isNaN(soFar) || isBetter(value, soFar, goal.better())) {
                soFar = value;
            }
            best[i] = soFar;
        }
        return best;
    }

    private static boolean isBetter(double value, double than, Better better) {
        return better == Better.HIGHER ? value > than : value < than;
    }
}
