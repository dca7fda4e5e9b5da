package io.traindeck.cli.bench;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures how long a run took from its command to the first validation with some accuracy, as its log tells. Only time
 * in which a trainer was at work counts: pauses do not, nor does the time between the end of a trainer and the next
 * one's first event.
 */
final class TimeToAccuracy implements Consumer<TrainEvent> {
    private static final double MS = 1000;

    /** Stands for a clock that is not running. */
    private static final long STOPPED = -1;

    private final double target;
    private final long commandMs;

    private long since = STOPPED;
    private long lastMs;
    private double seconds;
    private double epochSeconds;
    private int breaks;
    private boolean isBranch;
    private Optional<Epoch> best = Optional.empty();
    private Optional<Reached> reached = Optional.empty();

    /**
     * @param target the least {@code val_acc} that is wanted, as a share
     * @param commandMs when the run was asked for, Unix milliseconds
     */
    TimeToAccuracy(double target, long commandMs) {
        this.target = target;
        this.commandMs = commandMs;
    }

    /** An epoch that was validated, and its accuracy. */
    record Epoch(int number, double valAcc) {}

    /**
     * The moment when the accuracy was reached.
     *
     * @param seconds the time from the command to the end of that epoch's validation
     * @param epochSeconds the part of these that the epochs themselves took: training and validation
     */
    record Reached(Epoch epoch, double seconds, double epochSeconds) {}

    /**
     * The findings from a log.
     *
     * @param best the epoch with the best accuracy up to there; empty before the first validation
     * @param reached the moment when the accuracy was reached; empty if it was not, or not yet
     * @param breaks pauses, and trainers that were followed by another, up to there
     * @param isBranch whether it began in another run, whose time is not counted
     */
    record Found(Optional<Epoch> best, Optional<Reached> reached, int breaks, boolean isBranch) {}

    /** @throws RunException if the run is not one of our trainer, or cannot be read */
    static Found of(RunFolder run, double target) throws RunException {
        RunJson json = RunJson.read(run.runJson());
        json.training();
        TimeToAccuracy time = new TimeToAccuracy(target, json.createdMs());
        try (EventLogReader log = new EventLogReader(run.events())) {
            log.poll(time);
        } catch (IOException e) {
            throw new RunException("cannot read " + run.events() + ": " + IoReason.of(e), e);
        }
        return time.found();
    }

    Found found() {
        return new Found(best, reached, breaks, isBranch);
    }

    @Override
    public void accept(TrainEvent event) {
        if (reached.isPresent()) {
            return;
        }
        long now = event.timeMs();
        if (event instanceof TrainEvent.RunStarted started) {
            begin(started);
        } else if (event instanceof TrainEvent.RunResumed) {
            // A trainer that was killed was at work up to its last event.
            stop(lastMs);
            breaks++;
            since = now;
        } else if (event instanceof TrainEvent.Paused) {
            stop(now);
            breaks++;
        } else if (event instanceof TrainEvent.Unpaused) {
            since = now;
        } else if (event instanceof TrainEvent.RunEnded) {
            stop(now);
        } else if (event instanceof Measured epoch && epoch.kind() == Measured.Kind.EPOCH) {
            take(epoch);
        }
        lastMs = Math.max(lastMs, now);
    }

    /** Begins anew: a log that begins a second time tells of another history. */
    private void begin(TrainEvent.RunStarted started) {
        since = lastMs == 0 ? Math.min(commandMs, started.timeMs()) : started.timeMs();
        seconds = 0;
        epochSeconds = 0;
        breaks = 0;
        best = Optional.empty();
        isBranch = started.parent() != null;
    }

    private void take(Measured epoch) {
        epochSeconds += epoch.values().get(OwnMetrics.SECONDS);
        double valAcc = epoch.values().get(OwnMetrics.VAL_ACC);
        Epoch validated = new Epoch((int) epoch.epoch(), valAcc);
        if (best.isEmpty() ? valAcc >= 0 : valAcc > best.get().valAcc()) {
            best = Optional.of(validated);
        }
        if (valAcc >= target) {
            double running = since == STOPPED ? 0 : Math.max(0, epoch.timeMs() - since) / MS;
            reached = Optional.of(new Reached(validated, seconds + running, epochSeconds));
        }
    }

    private void stop(long atMs) {
        if (since != STOPPED) {
            seconds += Math.max(0, atMs - since) / MS;
            since = STOPPED;
        }
    }
}
