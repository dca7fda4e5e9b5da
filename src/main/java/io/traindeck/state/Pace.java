package io.traindeck.state;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunStarted;

/**
 * How fast the run is, measured from the times of its events, and calm enough for an estimate of the end.
 *
 * <p>The time of a step is a running mean over the first epoch's worth of steps, and from then on a mean that forgets
 * with that same length. A single step counts for at most {@link #LONGEST} times the mean, so that one hiccup moves the
 * estimate by less than a percent, while a lasting change is followed within an epoch. Time spent paused, and the first
 * step after a start, are not counted.
 *
 * @param window steps over which the mean forgets
 * @param steps measured so far
 * @param stepSeconds mean time of a step; 0 before the first is measured
 * @param imagesPerS mean over the last steps, of what the trainer measured; 0 before the first
 * @param validations measured so far
 * @param validationSeconds mean time of a validation; 0 before the first is measured
 * @param sinceMs when the step or validation that is under way began; -1 where unknown
 * @param pausedSinceMs -1 while not paused
 */
public record Pace(
        int window,
        int steps,
        double stepSeconds,
        double imagesPerS,
        int validations,
        double validationSeconds,
        long sinceMs,
        long pausedSinceMs) {
    /** Steps: fewer would let a short epoch's mean jump. */
    private static final int SMALLEST_WINDOW = 50;

    /** Times the mean. */
    private static final double LONGEST = 4;

    /** Steps before a mean is trusted to tell what is a hiccup, or to estimate from. */
    private static final int ENOUGH = 5;

    /** Steps: about ten seconds on a CPU, less than a second on a card. */
    private static final int RATE_WINDOW = 20;

    /** A validation's weight against those before it. */
    private static final double VALIDATION_WEIGHT = 0.5;

    private static final double MS = 1000;

    static final Pace UNKNOWN = new Pace(SMALLEST_WINDOW, 0, 0, 0, 0, 0, -1, -1);

    Pace apply(TrainEvent event) {
        long time = event.timeMs();
        if (event instanceof RunStarted started) {
            return new Pace(Math.max(SMALLEST_WINDOW, started.stepsPerEpoch()), 0, 0, 0, 0, 0, -1, -1);
        } else if (event instanceof TrainEvent.Step step) {
            return step(time).rate(step.imagesPerS(), time);
        } else if (event instanceof TrainEvent.Validating) {
            return since(time);
        } else if (event instanceof TrainEvent.Epoch epoch) {
            return validation(time).since(time);
        } else if (event instanceof TrainEvent.Paused) {
            return new Pace(window, steps, stepSeconds, imagesPerS, validations, validationSeconds, sinceMs, time);
        } else if (event instanceof TrainEvent.Unpaused) {
            long away = pausedSinceMs < 0 ? 0 : Math.max(0, time - pausedSinceMs);
            return since(sinceMs < 0 ? -1 : sinceMs + away);
        } else if (event instanceof TrainEvent.RunResumed || event instanceof TrainEvent.RunEnded) {
            return since(-1);
        }
        return this;
    }

    /** Whether there is enough to estimate from. */
    boolean isKnown() {
        return steps >= ENOUGH;
    }

    /** Seconds that the step or validation under way has taken at {@code nowMs}. */
    double underWaySeconds(long nowMs) {
        long until = pausedSinceMs < 0 ? nowMs : pausedSinceMs;
        return sinceMs < 0 ? 0 : Math.max(0, until - sinceMs) / MS;
    }

    private Pace since(long time) {
        return new Pace(window, steps, stepSeconds, imagesPerS, validations, validationSeconds, time, -1);
    }

    private Pace step(long time) {
        if (sinceMs < 0 || time < sinceMs) {
            return this;
        }
        double seconds = (time - sinceMs) / MS;
        if (steps >= ENOUGH) {
            seconds = Math.min(seconds, LONGEST * stepSeconds);
        }
        int count = Math.min(steps + 1, window);
        double mean = stepSeconds + (seconds - stepSeconds) / count;
        return new Pace(window, count, mean, imagesPerS, validations, validationSeconds, sinceMs, pausedSinceMs);
    }

    /** Since {@code time}, and with the rate of a step that ended then. */
    private Pace rate(double images, long time) {
        double mean = imagesPerS;
        if (Double.isFinite(images) && images > 0) {
            mean = mean == 0 ? images : mean + (images - mean) / Math.min(steps + 1, RATE_WINDOW);
        }
        return new Pace(window, steps, stepSeconds, mean, validations, validationSeconds, time, -1);
    }

    private Pace validation(long time) {
        if (sinceMs < 0 || time < sinceMs) {
            return this;
        }
        double seconds = (time - sinceMs) / MS;
        double mean =
                validations == 0 ? seconds : validationSeconds + VALIDATION_WEIGHT * (seconds - validationSeconds);
        return new Pace(window, steps, stepSeconds, imagesPerS, validations + 1, mean, sinceMs, pausedSinceMs);
    }
}
