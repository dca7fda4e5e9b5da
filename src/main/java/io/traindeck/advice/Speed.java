package io.traindeck.advice;

import io.traindeck.advice.Signals.Role;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The speed of training, stretch by stretch, and its usual value, in whatever unit the run counts by the second. If the
 * log has the size of a batch, only the steps' own time counts, without pauses and validations.
 */
final class Speed {
    private static final double MS = 1000;

    /**
     * A stretch of steps in a row.
     *
     * @param from the step before the first one
     * @param to the last step
     * @param work the work that was done
     * @param time that the work took, in the unit in which the rate is work by time
     * @param cpuPercent the mean processor time of the trainer meanwhile, 200 for two cores in full use; NaN if nothing
     *     was measured
     */
    private record Stretch(long from, long to, double work, double time, double cpuPercent) {
        double rate() {
            return work / time;
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();

    /** The rate of the fastest stretch, even if that is forgotten. */
    private double fastest;

    private int count;
    private long from;
    private long to;
    private double work;
    private double time;
    private double seconds;
    private long lastMs;
    private double cpuSum;
    private int cpuCount;
    private boolean justMeasured;

    /**
     * Takes in a line with a rate.
     *
     * @param batchSize the work of a step, in the unit of the rate; NaN if unknown, and then all lines weigh the same
     */
    void take(Line line, double batchSize) {
        justMeasured = false;
        boolean known = batchSize > 0;
        double done = known ? batchSize : 1;
        double took = done / line.value(Role.SPEED);
        long nowMs = line.measured().timeMs();
        double sinceMs = lastMs == 0 || nowMs < lastMs ? 0 : nowMs - lastMs;
        lastMs = nowMs;
        if (!(took > 0 && Double.isFinite(took))) {
            return;
        }
        long step = line.measured().step();
        if (count == 0) {
            from = to > 0 && to < step ? to : step - 1;
        }
        count++;
        to = step;
        work += done;
        time += took;
        // A log without times tells nothing of seconds.
        seconds += known ? took : nowMs == 0 ? Thresholds.STRETCH_SECONDS : sinceMs / MS;
        if (count >= Thresholds.STRETCH_VALUES && seconds >= Thresholds.STRETCH_SECONDS) {
            stretches.add(new Stretch(from, to, work, time, cpuSum / cpuCount));
            fastest = Math.max(fastest, work / time);
            if (stretches.size() > Thresholds.MOST_STRETCHES) {
                stretches.remove(0);
            }
            interrupt();
            justMeasured = true;
        }
    }

    void take(SystemUsage usage) {
        if (Double.isFinite(usage.cpuPercent())) {
            cpuSum += usage.cpuPercent();
            cpuCount++;
        }
    }

    /** Drops the stretch that has been begun: what comes next does not continue it. */
    void interrupt() {
        count = 0;
        work = 0;
        time = 0;
        seconds = 0;
        cpuSum = 0;
        cpuCount = 0;
        justMeasured = false;
    }

    void clear() {
        stretches.clear();
        fastest = 0;
        to = 0;
        lastMs = 0;
        interrupt();
    }

    /** Returns whether the last step ended a stretch, and there are enough stretches to compare it with. */
    boolean isNews() {
        return justMeasured && stretches.size() >= Thresholds.USUAL_STRETCHES + Thresholds.SLOW_STRETCHES;
    }

    /** Returns whether each of the last stretches was slow, compared with the usual rate and with its variation. */
    boolean isSlow() {
        // The newest stretch is nearly always too fast for any limit, and seeing that takes no sorting.
        double newest = stretches.get(stretches.size() - 1).rate();
        if (!(newest < Thresholds.SLOW * fastest) || !(newest < Thresholds.SLOW * fastestRate())) {
            return false;
        }
        double limit = Math.min(
                Thresholds.SLOW * usualRate(), Quantile.of(1 - Thresholds.FASTER_SHARE, before(Stretch::rate)));
        return lately().stream().allMatch(stretch -> stretch.rate() < limit);
    }

    /** The median rate before {@link #lately}. */
    double usualRate() {
        return median(Stretch::rate);
    }

    /** The rate of the last stretches. */
    double rate() {
        return sum(Stretch::work) / sum(Stretch::time);
    }

    /** The number of steps of the last stretches. */
    long steps() {
        List<Stretch> last = lately();
        return last.get(last.size() - 1).to() - last.get(0).from();
    }

    /** The median processor time before {@link #lately}, in percent; NaN if nothing was measured. */
    double usualCpuPercent() {
        return median(Stretch::cpuPercent);
    }

    /** The mean processor time of the last stretches, in percent; NaN if nothing was measured. */
    double cpuPercent() {
        return lately().stream()
                .mapToDouble(Stretch::cpuPercent)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    /** The highest rate before {@link #lately}. */
    private double fastestRate() {
        double highest = 0;
        for (int i = stretches.size() - Thresholds.SLOW_STRETCHES - 1; i >= 0; i--) {
            highest = Math.max(highest, stretches.get(i).rate());
        }
        return highest;
    }

    private List<Stretch> lately() {
        return stretches.subList(stretches.size() - Thresholds.SLOW_STRETCHES, stretches.size());
    }

    private double sum(ToDoubleFunction<Stretch> value) {
        return lately().stream().mapToDouble(value).sum();
    }

    private double median(ToDoubleFunction<Stretch> value) {
        return Quantile.median(before(value));
    }

    private DoubleStream before(ToDoubleFunction<Stretch> value) {
        return stretches.subList(0, stretches.size() - Thresholds.SLOW_STRETCHES).stream()
                .mapToDouble(value);
    }
}
