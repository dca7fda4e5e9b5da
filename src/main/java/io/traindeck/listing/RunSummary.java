package io.traindeck.listing;

import io.traindeck.event.BatchJob;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.JobWords;
import io.traindeck.state.Status;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A run in a line, as {@code runs} lists it.
 *
 * @param run the run itself; its log may not have been looked for yet
 * @param name by which the user finds it: its path below the folder of runs
 * @param state null before its log has been read
 */
public record RunSummary(
        LoggedRun run, String name, Status state, About about, Reached reached, Best best, Trend trend) {

    /**
     * The facts that a run tells about itself.
     *
     * @param recipe empty if neither the log nor run.json tells it; the same holds for {@code data}
     * @param startedMs when the run was first started, Unix milliseconds; 0 if unknown
     * @param changedMs when its log was changed last, Unix milliseconds
     * @param parent the run that it has branched from; null if it is no branch, or nobody tells
     * @param job the job of a batch system that has the run in hand; null for none
     * @param details all else, by name
     */
    public record About(
            String recipe, String data, long startedMs, long changedMs, Parent parent, BatchJob job, Details details) {
        About with(BatchJob newJob) {
            return new About(recipe, data, startedMs, changedMs, parent, newJob, details);
        }

        /**
         * The machine on which the run lies or, if it lies here, on which it was started last; empty if that is this
         * machine, or if nobody tells.
         */
        public String host() {
            return details.text(Values.HOST);
        }

        /** The time when it was started or, if nobody tells, when its log was changed last; Unix milliseconds. */
        public long sinceMs() {
            return startedMs == 0 ? changedMs : startedMs;
        }
    }

    /**
     * The progress of a run.
     *
     * @param epoch the epoch that is being trained, or was last; 0 before the first, or where the log has none
     * @param epochs as planned; 0 if the log does not tell
     * @param step the last step done; 0 before the first
     * @param saved the step of the checkpoint from which it would go on; 0 if that is its beginning
     */
    public record Reached(int epoch, int epochs, long step, long saved) {
        static final Reached NOTHING = new Reached(0, 0, 0);

        /** The progress of a run that has saved nothing. */
        public Reached(int epoch, int epochs, long step) {
            this(epoch, epochs, step, 0);
        }
    }

    /**
     * The best moment of a run.
     *
     * @param metric the goal; empty if nobody can say
     * @param higher whether more of it is better
     * @param value NaN if none was measured
     * @param text the value as a screen writes it; empty if none was measured
     * @param step -1 if unknown
     * @param epoch 0 if it was not an epoch's end
     * @param valAcc {@code val_acc} then, in [0, 1]; NaN if none was measured
     */
    public record Best(String metric, boolean higher, double value, String text, long step, int epoch, double valAcc) {
        static final Best NONE = new Best("", true, Double.NaN, "", -1, 0, Double.NaN);
    }

    /**
     * The course of the goal over the run's rows or, if they do not have it, over its steps: a few values, in their
     * order.
     */
    public static final class Trend {
        /** The maximum number of values of a trend: more than a list has columns for. */
        static final int MOST = 120;

        static final Trend NONE = new Trend(new float[0]);

        private final float[] values;

        private Trend(float[] values) {
            this.values = values;
        }

        /** Makes a trend of those values; if there are more than {@link #MOST}, of the means of neighbours. */
        public static Trend of(double... all) {
            float[] values = new float[Math.min(MOST, all.length)];
            for (int i = 0; i < values.length; i++) {
                int from = (int) ((long) i * all.length / values.length);
                int to = (int) ((long) (i + 1) * all.length / values.length);
                values[i] = (float) Arrays.stream(all, from, to)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN);
            }
            return new Trend(values);
        }

        /** The values, oldest first; NaN where there is no number. */
        public double[] values() {
            double[] copy = new double[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values[i];
            }
            return copy;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Trend t && Arrays.equals(values, t.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return Arrays.toString(values);
        }
    }

    /** The file or folder by which the run is told from others. */
    public Path place() {
        return run.named();
    }

    /** Absolute path of what is read. */
    public Path path() {
        return run.path().toAbsolutePath().normalize();
    }

    /** Returns whether somebody is at work on the run, as far as is known. */
    public boolean isLive() {
        return isRead() && state.isLive();
    }

    /** Returns whether the log has been read. */
    public boolean isRead() {
        return state != null;
    }

    /** Says what the run is doing, with what the batch system tells of its job; empty before its log has been read. */
    public String stateWords() {
        if (!isRead()) {
            return "";
        }
        JobWords words = JobWords.of(state, about.job, reached.saved);
        return words.verb() + words.rest();
    }
}
