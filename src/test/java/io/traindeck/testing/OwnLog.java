package io.traindeck.testing;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.OwnMetrics.Norms;
import io.traindeck.event.OwnMetrics.Scores;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.EventCodec;
import io.traindeck.state.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of a run of our own trainer, made up by a test event by event. It counts the steps and the epochs without a
 * better one, as the trainer does; time passes only if the test says so.
 */
public final class OwnLog {
    /** 2026-11-22 10:00:00 UTC. */
    public static final long START_MS = 1_795_341_600_000L;

    private final List<TrainEvent> events = new ArrayList<>();
    private final int stepsPerEpoch;
    private long nowMs;
    private int step;
    private double bestAcc;
    private int badEpochs;

    public OwnLog(RunStarted started) {
        stepsPerEpoch = (int) started.about().plan().stepsPerEpoch();
        nowMs = started.timeMs();
        events.add(started);
    }

    /** All events so far; a test may change them. */
    public List<TrainEvent> events() {
        return events;
    }

    /** Returns the time of the last event, Unix milliseconds, and the time that has passed since. */
    public long nowMs() {
        return nowMs;
    }

    public OwnLog pass(long ms) {
        nowMs += ms;
        return this;
    }

    /** Returns how many steps are done. */
    public int step() {
        return step;
    }

    /** The epoch of the last step, from 1. */
    public int epoch() {
        return Math.max(1, (step - 1) / stepsPerEpoch + 1);
    }

    /** Whether the last step was the last of its epoch. */
    public boolean isEpochDone() {
        return step % stepsPerEpoch == 0;
    }

    /** Takes the run back to where it was after {@code earlier} steps. */
    public OwnLog backTo(int earlier) {
        step = earlier;
        return this;
    }

    /** Does the steps to the end of the next epoch, without telling the log of them. */
    public OwnLog skipEpoch() {
        step = (step / stepsPerEpoch + 1) * stepsPerEpoch;
        return this;
    }

    /** Goes on after the first steps of {@code parent}, with its best epoch. */
    public OwnLog branchOf(OwnLog parent, int steps) {
        step = steps;
        bestAcc = parent.bestAcc;
        return this;
    }

    /** Adds an event of any kind. */
    public OwnLog add(TrainEvent event) {
        events.add(event);
        nowMs = Math.max(nowMs, event.timeMs());
        return this;
    }

    /** Adds one more step. */
    public OwnLog step(double loss, double lr, double gradNorm, double imagesPerS) {
        step++;
        events.add(OwnMetrics.step(nowMs, step, epoch(), loss, lr, gradNorm, imagesPerS));
        return this;
    }

    /**
     * Ends the epoch under way.
     *
     * @return whether it is the best so far
     */
    public boolean endEpoch(Scores scores, double lr, double gradNormMean, double gradNormMax, double seconds) {
        boolean isBest = scores.valAcc() > bestAcc;
        bestAcc = isBest ? scores.valAcc() : bestAcc;
        badEpochs = isBest ? 0 : badEpochs + 1;
        events.add(OwnMetrics.epoch(
                nowMs, epoch(), step, scores, lr, new Norms(gradNormMean, gradNormMax), seconds, badEpochs));
        return isBest;
    }

    /** Returns the state that the log comes to. */
    public RunState state() {
        return RunState.EMPTY.applyAll(events);
    }

    /** Writes the log as the trainer does. */
    public void write(Path file) throws IOException {
        Files.write(file, events.stream().map(EventCodec::encode).toList());
    }
}
