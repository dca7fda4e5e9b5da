package io.traindeck.train;

/**
 * The learning rate as a pure function of how many updates were done before, so that a resumed run needs to remember
 * nothing. Formulas and edge cases are those of {@code torch.optim.lr_scheduler}.
 */
public sealed interface Schedule {

    /** Adam's first-moment decay if no schedule cycles it. */
    double BETA1 = 0.9;

    /**
     * The rate of an update.
     *
     * @param step updates done before it, from 0
     */
    double lr(int step);

    /** Adam's first-moment decay of an update; constant except under OneCycle. */
    default double beta1(int step) {
        return BETA1;
    }

    /** The schedule that {@code dials} name, for epochs of the given number of steps. */
    static Schedule of(Dials dials, int stepsPerEpoch) {
        return switch (dials.schedule()) {
            case ONECYCLE -> new OneCycle(dials.maxLr(), dials.epochs() * stepsPerEpoch, OneCycle.PCT_START);
            case COSINE -> new Cosine(dials.maxLr(), 0, dials.epochs(), stepsPerEpoch);
            case STEP -> new StepDecay(dials.maxLr(), StepDecay.STEP_SIZE_EPOCHS, StepDecay.GAMMA, stepsPerEpoch);
            case CONSTANT -> new Constant(dials.maxLr());
        };
    }

    /**
     * {@code OneCycleLR} with cosine annealing (Smith and Topin 2018): up from {@code maxLr / 25} to {@code maxLr} over
     * the first {@code pctStart} of the steps, then down to a 10,000th of the initial rate. Beta1 moves the other way,
     * 0.95 to 0.85 and back.
     */
    record OneCycle(double maxLr, int totalSteps, double pctStart) implements Schedule {
        /** Share of the steps in which the rate rises. */
        static final double PCT_START = 0.3;

        private static final double DIV_FACTOR = 25;
        private static final double FINAL_DIV_FACTOR = 1e4;
        private static final double BASE_BETA1 = 0.85;
        private static final double MAX_BETA1 = 0.95;

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
            double peakStep = pctStart * totalSteps - 1;
            double lastStep = totalSteps - 1;
            return step <= peakStep
                    ? cosine(start, peak, step / peakStep)
                    : cosine(peak, end, (step - peakStep) / (lastStep - peakStep));
        }

        private static double cosine(double from, double to, double share) {
            return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
        }
    }

    /** {@code CosineAnnealingLR} (Loshchilov and Hutter 2017), a step per epoch. */
    record Cosine(double maxLr, double minLr, int epochs, int stepsPerEpoch) implements Schedule {
        @Override
        public double lr(int step) {
            int epoch = step / stepsPerEpoch;
            return minLr + (maxLr - minLr) / 2 * (1 + Math.cos(Math.PI * epoch / epochs));
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

    /** The same rate throughout. */
    record Constant(double maxLr) implements Schedule {
        @Override
        public double lr(int step) {
            return maxLr;
        }
    }
}
