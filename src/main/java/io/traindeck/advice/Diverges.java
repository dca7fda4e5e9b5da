package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Step;
import java.util.Optional;

/** A loss that climbs far above where it was. */
final class Diverges implements Rule {
    @Override
    public String code() {
        return "loss_diverges";
    }

    @Override
    public String title() {
        return "the loss has climbed to twice its lowest";
    }

    @Override
    public String page() {
        return """
                Raised when the mean loss of the last 50 steps is twice the lowest such mean
                of the run, and at least 0.5 above it. Single bad batches do not do that.

                The updates are larger than the ground that the gradient describes: each
                overshoots, the next gradient is steeper, and so on. It comes from a rate
                that is too high for this network and batch size, mostly near the top of a
                schedule, and sometimes from labels or images that change in the middle of
                the data.

                What to turn: --max-lr down to a third; --clip 1 where clipping is off, so
                that one steep batch cannot throw the weights far; a schedule that warms up
                (--schedule onecycle); a larger --batch-size for calmer gradients. Batch
                normalisation (recipes upgraded and baseline) lets a network stand a higher
                rate.

                Let it be if the loss comes down again by itself within an epoch: OneCycle's
                peak may shake a network and still end well.
                """;
    }

    @Override
    public boolean heeds(TrainEvent event) {
        return event instanceof Step;
    }

    @Override
    public Optional<String> problem(History history) {
        double lowest = history.lowestLoss().value();
        double limit = lowest + rise(lowest);
        // The newest loss alone is below the limit nearly always, and costs no sum.
        if (!(history.windowIsFull() && history.steps().getLast().loss() > limit)) {
            return Optional.empty();
        }
        double mean = mean(history);
        if (!(mean > limit)) {
            return Optional.empty();
        }
        return Optional.of("the loss of the last " + Thresholds.STEP_WINDOW + " steps is " + Words.number(mean)
                + ", up from " + Words.number(lowest) + " at step "
                + history.lowestLoss().step() + ": it diverges; lower --max-lr to a third, or clip with --clip 1");
    }

    @Override
    public boolean isOver(History history) {
        double lowest = history.lowestLoss().value();
        double limit = lowest + Thresholds.DIVERGED_OVER * rise(lowest);
        return history.windowIsFull() && history.steps().getLast().loss() < limit && mean(history) < limit;
    }

    private static double rise(double lowest) {
        return Math.max((Thresholds.DIVERGED_FACTOR - 1) * lowest, Thresholds.DIVERGED_RISE);
    }

    private static double mean(History history) {
        return history.steps().stream().mapToDouble(Step::loss).average().orElse(Double.NaN);
    }
}
