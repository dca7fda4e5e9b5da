package io.traindeck.train;

/**
 * The learning rate as a pure function of the number of updates done before and of the dials in force, so that a
 * resumed run needs to remember nothing else. Formulas and edge cases are those of {@code torch.optim.lr_scheduler}.
 *
 * <p>Dials may be turned on the way. Every formula is the largest rate times a curve: when {@code max_lr} is turned,
 * the rates from the next step on are scaled. When {@code epochs} is turned, a {@link Course} says how OneCycle, cosine
 * and linear come to their end; the stairs of {@code step} and a constant rate have no end.
 */
public sealed interface Schedule {

    /** Adam's first-moment decay if no schedule cycles it. */
    double BETA1 = 0.9;

    /**
     * Returns the rate of an update.
     *
     * @param step updates done before it, from 0
     */
    double lr(int step);

    /** Adam's first-moment decay of an update; constant except under OneCycle. */
    default double beta1(int step) {
        return BETA1;
    }

    /**
     * Returns the schedule that {@code dials} name, for epochs of the given number of steps, from the first step to the
     * last.
     */
    static Schedule of(Dials dials, int stepsPerEpoch) {
        return of(dials, stepsPerEpoch, Course.straight(end(dials, stepsPerEpoch)));
    }

    /** Returns the schedule that {@code dials} name, on a course that may have left the straight way. */
    static Schedule of(Dials dials, int stepsPerEpoch, Course course) {
        int end = end(dials, stepsPerEpoch);
        return switch (dials.rate().schedule()) {
            case ONECYCLE -> new OneCycle(dials.rate().maxLr(), end, OneCycle.PCT_START, course);
            case COSINE -> new Cosine(dials.rate().maxLr(), 0, end, stepsPerEpoch, course);
            case STEP ->
                new StepDecay(dials.rate().maxLr(), StepDecay.STEP_SIZE_EPOCHS, StepDecay.GAMMA, stepsPerEpoch);
            case CONSTANT -> new Constant(dials.rate().maxLr());
            case LINEAR -> new Linear(dials.rate().maxLr(), end, dials.extras().warmup(), course);
        };
    }

    /**
     * Returns the time at which the schedule that {@code dials} name ends: the last step, or, under cosine, the number
     * of epochs.
     */
    static int end(Dials dials, int stepsPerEpoch) {
        return dials.rate().schedule() == Dials.ScheduleKind.COSINE
                ? dials.length().epochs()
                : dials.length().epochs() * stepsPerEpoch - 1;
    }

    /** Returns the time of an update as a {@link Course} counts it. */
    static int time(Dials dials, int stepsPerEpoch, int step) {
        return dials.rate().schedule() == Dials.ScheduleKind.COSINE ? step / stepsPerEpoch : step;
    }

    /**
     * {@code OneCycleLR} with cosine annealing (Smith and Topin 2018): up from {@code maxLr / 25} to {@code maxLr} over
     * the first {@code pctStart} of the steps, then down to a 10,000th of the initial rate. Beta1 moves the other way,
     * 0.95 to 0.85 and back.
     *
     * @param lastStep the last update of the run, from 0
     * @param pctStart the share of the steps in which the rate rises
     */
    record OneCycle(double maxLr, int lastStep, double pctStart, Course course) implements Schedule {
        static final double PCT_START = 0.3;

        private static final double DIV_FACTOR = 25;
        private static final double FINAL_DIV_FACTOR = 1e4;
        private static final double BASE_BETA1 = 0.85;
        private static final double MAX_BETA1 = 0.95;

        /** The schedule of a run of {@code totalSteps} in which no dial is turned. */
        OneCycle(double maxLr, int totalSteps, double pctStart) {
            this(maxLr, totalSteps - 1, pctStart, Course.straight(totalSteps - 1));
        }

        @Override
        public double lr(int step) {
            double initial = maxLr / DIV_FACTOR;
            return anneal(step, initial, maxLr, initial / FINAL_DIV_FACTOR);
        }

        @Override
        public double beta1(int step) {
            return anneal(step, MAX_BETA1, BASE_BETA1, MAX_BETA1);
        }

        private double anneal(int step, double start, double peak, double end) {
            double place = course.place(step, lastStep);
            double peakPlace = pctStart * (course.whole() + 1) - 1;
            double lastPlace = course.whole();
            return place <= peakPlace
                    ? cosine(start, peak, place / peakPlace)
                    : cosine(peak, end, (place - peakPlace) / (lastPlace - peakPlace));
        }

        private static double cosine(double from, double to, double share) {
            return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
        }
    }

    /** {@code CosineAnnealingLR} (Loshchilov and Hutter 2017), a step per epoch. */
    record Cosine(double maxLr, double minLr, int epochs, int stepsPerEpoch, Course course) implements Schedule {
        /** The schedule of a run in which no dial is turned. */
        Cosine(double maxLr, double minLr, int epochs, int stepsPerEpoch) {
            this(maxLr, minLr, epochs, stepsPerEpoch, Course.straight(epochs));
        }

        @Override
        public double lr(int step) {
            double place = course.place(step / stepsPerEpoch, epochs);
            return minLr + (maxLr - minLr) / 2 * (1 + Math.cos(Math.PI * place / course.whole()));
        }
    }

    /** {@code StepLR}: times {@code gamma} every {@code stepSize} epochs. */
    record StepDecay(double maxLr, int stepSize, double gamma, int stepsPerEpoch) implements Schedule {
        /** The lesson's StepLR(step_size=10, gamma=0.1). */
        static final int STEP_SIZE_EPOCHS = 10;

        static final double GAMMA = 0.1;

        @Override
        public double lr(int step) {
            return maxLr * Math.pow(gamma, step / stepsPerEpoch / stepSize);
        }
    }

    /** A rate that never changes. */
    record Constant(double maxLr) implements Schedule {
        @Override
        public double lr(int step) {
            return maxLr;
        }
    }

    /**
     * {@code get_linear_schedule_with_warmup} of Hugging Face's transformers (as Goyal et al. 2017 warm up): up from 0 to
     * {@code maxLr} over the first steps, then down so that the rate would be 0 one step after the last. The number of
     * steps in which the rate rises is rounded up, as {@code warmup_ratio} of its trainer is.
     *
     * @param lastStep the last update of the run, from 0
     * @param warmup the share of the steps in which the rate rises, in [0, 1); 0 for none
     */
    record Linear(double maxLr, int lastStep, double warmup, Course course) implements Schedule {
        /** The schedule of a run of {@code totalSteps} in which no dial is turned. */
        Linear(double maxLr, int totalSteps, double warmup) {
            this(maxLr, totalSteps - 1, warmup, Course.straight(totalSteps - 1));
        }

        @Override
        public double lr(int step) {
            double place = course.place(step, lastStep);
            double steps = course.whole() + 1.0;
            double rise = Math.ceil(warmup * steps);
            return maxLr * (place < rise ? place / rise : Math.max(0, (steps - place) / Math.max(1, steps - rise)));
        }
    }
}
