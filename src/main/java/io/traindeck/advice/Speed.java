package io.traindeck.advice;

import io.traindeck.event.TrainEvent.Step;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * How many images a second went through training, stretch by stretch, and what is usual. Only the steps' own time counts:
 * pauses and validations are no part of it.
 */
final class Speed {
    /**
     * Some steps in a row.
     *
     * @param seconds that the steps took themselves
     * @param images that they trained on
     * @param cpuPercent mean of the trainer meanwhile, 200 for two cores in full use; NaN where nothing was measured
     */
    private record Stretch(int steps, double seconds, double images, double cpuPercent) {
        double rate() {
            return images / seconds;
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();
    private int steps;
    private double seconds;
    private double images;
    private double cpuSum;
    private int cpuCount;
    private boolean justMeasured;

    void take(Step step, int batchSize) {
        justMeasured = false;
        double time = batchSize / step.imagesPerS();
        if (!(time > 0 && Double.isFinite(time))) {
            return;
        }
        steps++;
        seconds += time;
        images += batchSize;
        if (steps >= Thresholds.STRETCH_STEPS && seconds >= Thresholds.STRETCH_SECONDS) {
            stretches.add(new Stretch(steps, seconds, images, cpuSum / cpuCount));
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

    /** What has been begun to measure is not of one piece. */
    void interrupt() {
        steps = 0;
        seconds = 0;
        images = 0;
        cpuSum = 0;
        cpuCount = 0;
        justMeasured = false;
    }

    void clear() {
        stretches.clear();
        interrupt();
    }

    /** Whether the last step ended a stretch, and there are enough to compare it with. */
    boolean isNews() {
        return justMeasured && stretches.size() >= Thresholds.USUAL_STRETCHES + Thresholds.SLOW_STRETCHES;
    }

    /** Whether each of the last stretches was slow, against the usual rate and against how much it swings. */
    boolean isSlow() {
        // The newest stretch is mostly too fast for any limit, and to see that takes no sorting.
        double newest = stretches.get(stretches.size() - 1).rate();
        if (!(newest < Thresholds.SLOW * fastestRate())) {
            return false;
        }
        double limit = Math.min(
                Thresholds.SLOW * usualRate(), Quantile.of(1 - Thresholds.FASTER_SHARE, before(Stretch::rate)));
        return lately().stream().allMatch(stretch -> stretch.rate() < limit);
    }

    /** Images a second, the median before {@link #lately}. */
    double usualRate() {
        return median(Stretch::rate);
    }

    /** Images a second over the last stretches. */
    double rate() {
        return sum(Stretch::images) / sum(Stretch::seconds);
    }

    /** Steps of the last stretches. */
    int steps() {
        return (int) sum(Stretch::steps);
    }

    /** The median before {@link #lately}; NaN where nothing was measured. */
    double usualCpuPercent() {
        return median(Stretch::cpuPercent);
    }

    /** The mean of the last stretches; NaN where nothing was measured. */
    double cpuPercent() {
        return lately().stream()
                .mapToDouble(Stretch::cpuPercent)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    /** The highest rate before {@link #lately}. */
    private double fastestRate() {
        double fastest = 0;
        for (int i = stretches.size() - Thresholds.SLOW_STRETCHES - 1; i >= 0; i--) {
            fastest = Math.max(fastest, stretches.get(i).rate());
        }
        return fastest;
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
