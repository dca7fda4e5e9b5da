package io.traindeck.advice;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import java.util.Set;

/**
 * The learning rate that a run plans for each of its steps, as far as its log tells it: enough to draw it, and to
 * notice a rate that differs.
 *
 * <p>The formulas are PyTorch's {@code OneCycleLR} (cosine, {@code pct_start} 0.3, {@code div_factor} 25,
 * {@code final_div_factor} 1e4), {@code CosineAnnealingLR} over the epochs, and {@code StepLR} (every 10 epochs, times
 * 0.1), with the parameters that traindeck trains with; and linear is {@code get_linear_schedule_with_warmup} of Hugging
 * Face.
 *
 * <p>If the number of epochs is turned, OneCycle, cosine and linear keep their curve, and go from where they stand to
 * its end in even strides. If the highest rate is turned, all rates from the next step on are scaled.
 *
 * @param name the schedule's word in the log
 * @param way the place of the schedule on its curve at each time
 * @param since the last step to which {@code before} applies; 0 if nothing was turned
 * @param before the plan until then; null if nothing was turned
 */
public record SchedulePlan(
        String name, double maxLr, int epochs, long stepsPerEpoch, Way way, long since, SchedulePlan before) {
    private static final String ONE_CYCLE = "onecycle";
    private static final String COSINE = "cosine";
    private static final String LINEAR = "linear";
    private static final Set<String> KNOWN = Set.of(ONE_CYCLE, COSINE, "step", "constant", LINEAR);

    /** The fact that a branch tells of its schedule: the three numbers of a {@link Way}. */
    private static final String COURSE = "course";

    /** The fact that a run tells of a linear schedule: the share of its steps in which the rate rises. */
    private static final String WARMUP = "warmup";

    private static final double WARM_UP = 0.3;
    private static final double FIRST_DIVISOR = 25;
    private static final double LAST_DIVISOR = 1e4;
    private static final int EPOCHS_A_STAIR = 10;
    private static final double STAIR = 0.1;

    /** The number of earlier plans that are remembered, so that no log can make a long chain of them. */
    private static final int MOST_TURNS = 100;

    /**
     * The place of a schedule on its curve. Times are steps under OneCycle and linear, and epochs under cosine, all
     * from 0.
     *
     * @param whole the place at the end of the curve
     * @param rise the share of the way in which a linear schedule rises, in [0, 1)
     * @param from the time from which on the way is even
     * @param at the place on the curve at that time
     */
    public record Way(double whole, double rise, long from, double at) {
        double place(long time, long end) {
            if (from == 0 && at == 0 && whole == end) {
                return time;
            }
            return time <= from || end <= from ? at : at + (whole - at) * (time - from) / (end - from);
        }
    }

    /** Makes a plan as it was announced, of which no dial was turned. */
    public SchedulePlan(String name, double maxLr, int epochs, long stepsPerEpoch) {
        this(name, maxLr, epochs, stepsPerEpoch, new Way(end(name, epochs, stepsPerEpoch), 0, 0, 0), 0, null);
    }

    /** Returns the plan that the run announced, as far as it did. */
    public static SchedulePlan of(Plan plan) {
        int epochs = Math.max(1, plan.epochs());
        long perEpoch = plan.stepsPerEpoch() > 0 ? plan.stepsPerEpoch() : plan.steps() / epochs;
        return new SchedulePlan(plan.schedule(), plan.maxLr(), epochs, Math.max(1, perEpoch));
    }

    /**
     * Returns the plan of a run that may be a branch: a branch tells how far it is on the curve if its parent has left
     * the even way.
     */
    public static SchedulePlan of(Description about) {
        SchedulePlan straight = of(about.plan());
        if (straight.name.equals(LINEAR) && !about.isOwn()) {
            // Others give this name to many schedules, and do not tell how long theirs rises.
            return new SchedulePlan("", straight.maxLr, straight.epochs, straight.stepsPerEpoch);
        }
        double rise = rise(about.fact(WARMUP));
        String[] course = about.fact(COURSE).split(" ");
        try {
            return straight.on(new Way(
                    Double.parseDouble(course[0]), rise, Long.parseLong(course[1]), Double.parseDouble(course[2])));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return straight.on(new Way(straight.way.whole, rise, 0, 0));
        }
    }

    private static double rise(String fact) {
        try {
            double share = Double.parseDouble(fact);
            return share >= 0 && share < 1 ? share : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private SchedulePlan on(Way other) {
        return new SchedulePlan(name, maxLr, epochs, stepsPerEpoch, other, since, before);
    }

    /**
     * Returns the plan once dials are turned.
     *
     * @param step the last step before the dials are turned
     */
    public SchedulePlan turned(double newMaxLr, int newEpochs, long step) {
        int allEpochs = Math.max(1, newEpochs);
        if (newMaxLr == maxLr && allEpochs == epochs) {
            return this;
        }
        if (step <= 0) {
            SchedulePlan other = new SchedulePlan(name, newMaxLr, allEpochs, stepsPerEpoch);
            return other.on(new Way(other.way.whole, way.rise, 0, 0));
        }
        long time = time(step - 1);
        Way onward = allEpochs == epochs ? way : new Way(way.whole, way.rise, time, way.place(time, end()));
        SchedulePlan until = step == since || turns() >= MOST_TURNS ? before : this;
        return new SchedulePlan(name, newMaxLr, allEpochs, stepsPerEpoch, onward, step, until);
    }

    private int turns() {
        int turns = 0;
        for (SchedulePlan plan = before; plan != null; plan = plan.before) {
            turns++;
        }
        return turns;
    }

    /** The number of steps of the whole run. */
    public long steps() {
        return epochs * stepsPerEpoch;
    }

    /** Returns whether the formula of the schedule is known here. */
    public boolean isKnown() {
        return KNOWN.contains(name);
    }

    /** The name of the schedule on the screen. */
    public String title() {
        return switch (name) {
            case ONE_CYCLE -> "OneCycle";
            case "" -> "schedule";
            default -> name;
        };
    }

    /**
     * Returns the rate of a step.
     *
     * @param step 1-based; beyond the last step, the rate is that of the last step
     */
    public double rate(long step) {
        if (before != null && step <= since) {
            return before.rate(step);
        }
        long done = Math.max(0, Math.min(steps(), step) - 1);
        return switch (name) {
            case ONE_CYCLE -> oneCycle(way.place(done, end()));
            case COSINE -> between(maxLr, 0, way.place(time(done), end()) / way.whole);
            case LINEAR -> linear(way.place(done, end()));
            case "step" -> maxLr * Math.pow(STAIR, done / stepsPerEpoch / EPOCHS_A_STAIR);
            default -> maxLr;
        };
    }

    private long time(long done) {
        return name.equals(COSINE) ? done / stepsPerEpoch : done;
    }

    private long end() {
        return end(name, epochs, stepsPerEpoch);
    }

    private static long end(String name, int epochs, long stepsPerEpoch) {
        return name.equals(COSINE) ? epochs : epochs * stepsPerEpoch - 1;
    }

    private double oneCycle(double place) {
        double first = maxLr / FIRST_DIVISOR;
        double peak = WARM_UP * (way.whole + 1) - 1;
        return place <= peak
                ? between(first, maxLr, place / peak)
                : between(maxLr, first / LAST_DIVISOR, (place - peak) / (way.whole - peak));
    }

    private double linear(double place) {
        double all = way.whole + 1;
        double rise = Math.ceil(way.rise * all);
        return maxLr * (place < rise ? place / rise : Math.max(0, (all - place) / Math.max(1, all - rise)));
    }

    /** Returns the value at {@code part}, in [0, 1], of half a cosine wave from one value to another. */
    private static double between(double from, double to, double part) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * part));
    }
}
