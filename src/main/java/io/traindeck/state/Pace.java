package io.traindeck.state;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;

/**
 * The pace of the run, measured from the times of its events, and steady enough for an estimate of the end. Time spent
 * paused, and the first step after a start, are not counted.
 *
 * @param tempo the tempo of the steps
 * @param speed the speed as the trainer measured it
 * @param validation the seconds that a validation takes
 * @param epoch the seconds from one row of an epoch to the next, if the log has no lines of steps
 * @param work the step or validation that is under way
 */
record Pace(Tempo tempo, Speed speed, Mean validation, Mean epoch, Work work) {
    private static final double VALIDATION_WEIGHT = 0.5;

    private static final double EPOCH_WEIGHT = 0.2;

    private static final double MS = 1000;

    /**
     * The step or validation that is under way.
     *
     * @param step the last step that is done
     * @param firstStep the last step that was done when the work began; earlier than {@code step} if lines of several
     *     steps came at that moment
     * @param sinceMs the time at which it began, Unix milliseconds; -1 if unknown
     * @param pausedSinceMs the time at which it was paused, Unix milliseconds; -1 while it is not paused
     */
    record Work(long step, long firstStep, long sinceMs, long pausedSinceMs) {
        static final Work NONE = new Work(0, 0, -1, -1);

        /**
         * Returns the work that begins after {@code step}, at {@code timeMs}; in a log without times, nothing is known
         * of it.
         */
        static Work after(long step, long timeMs) {
            return timeMs > 0 ? new Work(step, step, timeMs, -1) : NONE;
        }

        /** Returns this work when another step was done at the very moment at which it began. */
        Work with(long further) {
            return new Work(further, firstStep, sinceMs, pausedSinceMs);
        }

        /** Returns the seconds that it had taken at {@code timeMs}; NaN if unknown. */
        double seconds(long timeMs) {
            return sinceMs < 0 || timeMs < sinceMs ? Double.NaN : (timeMs - sinceMs) / MS;
        }
    }

    static final Pace UNKNOWN = new Pace(Tempo.UNKNOWN, Speed.UNKNOWN, Mean.NONE, Mean.NONE, Work.NONE);

    /** Returns the pace of a run that starts. */
    static Pace ofEpochs(long stepsPerEpoch) {
        return new Pace(Tempo.ofEpochs(stepsPerEpoch), Speed.UNKNOWN, Mean.NONE, Mean.NONE, Work.NONE);
    }

    /** Returns this pace, in a run that says how long its epochs are. */
    Pace withEpochs(long stepsPerEpoch) {
        return new Pace(tempo.withEpochs(stepsPerEpoch), speed, validation, epoch, work);
    }

    /** @param index an index that knows the names of the event's numbers, if it has any */
    Pace apply(TrainEvent event, MetricIndex index) {
        long time = event.timeMs();
        if (event instanceof Measured measured) {
            return measured.kind() == Measured.Kind.STEP ? step(measured, index) : row(measured);
        } else if (event instanceof TrainEvent.Validating) {
            return with(Work.after(work.step(), time));
        } else if (event instanceof TrainEvent.Paused) {
            return with(new Work(work.step(), work.firstStep(), work.sinceMs(), time));
        } else if (event instanceof TrainEvent.Unpaused) {
            long away = work.pausedSinceMs() < 0 ? 0 : Math.max(0, time - work.pausedSinceMs());
            long since = work.sinceMs() < 0 ? -1 : work.sinceMs() + away;
            return with(new Work(work.step(), work.firstStep(), since, -1));
        } else if (event instanceof TrainEvent.RunResumed resumed) {
            // A validation may come before the first step: that step must not count as all steps since the beginning.
            return with(new Work(resumed.fromStep(), resumed.fromStep(), -1, -1));
        } else if (event instanceof TrainEvent.RunEnded) {
            return with(Work.NONE);
        }
        return this;
    }

    private Pace with(Work other) {
        return new Pace(tempo, speed, validation, epoch, other);
    }

    private Pace step(Measured step, MetricIndex index) {
        double seconds = work.seconds(step.timeMs());
        long steps = step.step() - work.firstStep();
        // Several lines may come at one moment, as in a text that is read ten times a second: a later line tells the
        // time that they took.
        boolean isSameMoment = seconds == 0 && steps > 0;
        MetricIndex.Shape shape = index.shape(step.values().names());
        int at = shape == null ? -1 : shape.speed();
        return new Pace(
                Double.isNaN(seconds) || steps <= 0 || isSameMoment ? tempo : tempo.take(steps, seconds),
                at < 0
                        ? speed
                        : speed.with(
                                step.values().names().get(at), step.values().at(at)),
                validation,
                epoch,
                isSameMoment ? work.with(step.step()) : Work.after(step.step(), step.timeMs()));
    }

    private Pace row(Measured row) {
        double seconds = work.seconds(row.timeMs());
        boolean isEpoch = row.kind() == Measured.Kind.EPOCH && !tempo.isKnown() && row.step() > work.step();
        return new Pace(
                tempo,
                speed,
                Double.isNaN(seconds) ? validation : validation.with(seconds, VALIDATION_WEIGHT),
                Double.isNaN(seconds) || !isEpoch ? epoch : epoch.with(seconds, EPOCH_WEIGHT),
                Work.after(isEpoch ? row.step() : work.step(), row.timeMs()));
    }

    /** Returns the seconds that the step or validation under way has taken at {@code nowMs}. */
    double underWaySeconds(long nowMs) {
        double seconds = work.seconds(work.pausedSinceMs() < 0 ? nowMs : work.pausedSinceMs());
        return Double.isNaN(seconds) ? 0 : seconds;
    }
}
