package io.traindeck.advice;

import io.traindeck.event.Plan;
import java.util.Set;

/**
 * The learning rate that a run plans for each of its steps, as far as its first event tells: enough to draw it, and to
 * notice a rate that is another.
 *
 * <p>The formulas are PyTorch's {@code OneCycleLR} (cosine, {@code pct_start} 0.3, {@code div_factor} 25,
 * {@code final_div_factor} 1e4), {@code CosineAnnealingLR} over the epochs, and {@code StepLR} (every 10 epochs, times
 * 0.1), with the parameters that traindeck trains with.
 *
 * @param name the schedule's word in the log
 */
public record SchedulePlan(String name, double maxLr, int epochs, long stepsPerEpoch) {
    private static final Set<String> KNOWN = Set.of("onecycle", "cosine", "step", "constant");
    private static final double WARM_UP = 0.3;
    private static final double FIRST_DIVISOR = 25;
    private static final double LAST_DIVISOR = 1e4;
    private static final int EPOCHS_A_STAIR = 10;
    private static final double STAIR = 0.1;

    /** The plan that the run announced, as far as it did. */
    public static SchedulePlan of(Plan plan) {
        int epochs = Math.max(1, plan.epochs());
        long perEpoch = plan.stepsPerEpoch() > 0 ? plan.stepsPerEpoch() : plan.steps() / epochs;
        return new SchedulePlan(plan.schedule(), plan.maxLr(), epochs, Math.max(1, perEpoch));
    }

    /** All steps of the run. */
    public long steps() {
        return epochs * stepsPerEpoch;
    }

    /** Whether the schedule is one whose formula stands here. */
    public boolean isKnown() {
        return KNOWN.contains(name);
    }

    /** How the screen calls the schedule. */
    public String title() {
        return switch (name) {
            case "onecycle" -> "OneCycle";
            case "" -> "schedule";
            default -> name;
        };
    }

    /**
     * The rate of a step.
     *
     * @param step 1-based; beyond the last, the last one's rate
     */
    public double rate(long step) {
        long done = Math.max(0, Math.min(steps(), step) - 1);
        return switch (name) {
            case "onecycle" -> oneCycle(done);
            case "cosine" -> between(maxLr, 0, (double) (done / stepsPerEpoch) / epochs);
            case "step" -> maxLr * Math.pow(STAIR, done / stepsPerEpoch / EPOCHS_A_STAIR);
            default -> maxLr;
        };
    }

    private double oneCycle(long done) {
        double first = maxLr / FIRST_DIVISOR;
        double peak = WARM_UP * steps() - 1;
        double last = steps() - 1;
        return done <= peak
                ? between(first, maxLr, done / peak)
                : between(maxLr, first / LAST_DIVISOR, (done - peak) / (last - peak));
    }

    /** Half a cosine wave from one value to another; {@code part} is in [0, 1]. */
    private static double between(double from, double to, double part) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * part));
    }
}
