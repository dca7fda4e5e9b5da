package io.traindeck.cli.waiting;

import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.FollowedRun;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Standing;
import io.traindeck.state.Status;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;

/** One run that is waited for. */
final class AwaitedRun implements Closeable {
    private final FollowedRun followed;
    private final JobQueue jobs;
    private final Until until;
    private final Consumer<String> remarks;
    private RunState state = RunState.EMPTY;
    private Status status = Status.WAITING;
    private String told = "";

    /** The first line of the log that meets the condition; null if there is none. */
    private Measured met;

    /** Whether the log tells of epochs in fractions. */
    private boolean fractions;

    /** Whether the log has the metric that is waited for; true if none is. */
    private boolean known;

    /**
     * @param jobs the jobs that may have the run in hand
     * @param remarks gets what the person who waits should know
     */
    AwaitedRun(LoggedRun run, Until until, JobQueue jobs, Consumer<String> remarks) {
        this.jobs = jobs;
        this.until = until;
        this.remarks = remarks;
        followed = run.follow(this::forget);
        forget();
    }

    private void forget() {
        state = RunState.EMPTY;
        met = null;
        fractions = false;
        known = !(until instanceof Until.Value);
    }

    /** Reads what is new; returns the outcome if the wait is decided. */
    Optional<Outcome> look(long nowMs) {
        LoggedRun run = followed.run();
        // In this order: a trainer writes its last event and then frees the lock.
        Liveness liveness = followed.liveness();
        long changedMs = run.changedMs();
        try {
            followed.poll(Integer.MAX_VALUE, this::take);
        } catch (IOException e) {
            remark("cannot read " + run.shown() + ": " + IoReason.of(e) + "; trying again");
        }
        boolean awaited = run.folder().isEmpty() && !state.isMeasured() && !state.isOver();
        Liveness now = state.phase().mayGoOn() ? run.withJob(jobs, liveness) : liveness;
        jobs.ask();
        Standing standing = Standing.of(state, changedMs).withOutput(run.printedMs());
        status = awaited ? Status.WAITING : Status.of(standing, now, nowMs);
        if (met != null) {
            return outcome(Outcome.Kind.TRUE);
        } else if (liveness.equals(Liveness.TRAINER)
                || now instanceof Liveness.InBatch batch && batch.job().hasTheRun()) {
            // Even if the end is in the log: its trainer still holds the device, or another is on its way.
            return Optional.empty();
        } else if (Files.notExists(run.path())) {
            return Optional.of(new Outcome(run, Outcome.Kind.OTHERWISE, Outcome.GONE, state.lastStep(), null));
        } else if (!status.isOver()) {
            remarkQuiet(run);
            return Optional.empty();
        }
        if (!known) {
            remark("no line of " + run.shown() + " has a metric " + Safe.forLine(((Until.Value) until).metric())
                    + "; see: traindeck show " + run.shown());
        }
        boolean isWell = status != Status.FAILED && status != Status.CRASHED;
        return outcome(until instanceof Until.End && isWell ? Outcome.Kind.TRUE : Outcome.Kind.OTHERWISE);
    }

    /** Returns the outcome when the time is over. */
    Outcome timeout() {
        return outcome(Outcome.Kind.TIMEOUT).orElseThrow();
    }

    private Optional<Outcome> outcome(Outcome.Kind kind) {
        return Optional.of(Outcome.of(followed.run(), kind, status, state.lastStep(), met));
    }

    private void take(TrainEvent event) {
        state = state.apply(event);
        if (event instanceof TrainEvent.RunStarted) {
            met = null;
        } else if (event instanceof TrainEvent.RunResumed resumed && met != null && met.step() > resumed.fromStep()) {
            // That moment is no part of the run's history any more.
            met = null;
        } else if (event instanceof Measured measured) {
            fractions |= measured.epoch() != Math.rint(measured.epoch()) && !Double.isNaN(measured.epoch());
            known = known || measured.values().has(((Until.Value) until).metric());
            if (met == null && until.isMetBy(measured, fractions)) {
                met = measured;
            }
        }
    }

    private void remarkQuiet(LoggedRun run) {
        if (status == Status.QUIET) {
            remark("nothing new in " + run.shown() + " for minutes, but nobody has said that it ended; waiting on");
        } else if (status == Status.WAITING) {
            remark("waiting for the first numbers in " + run.shown());
        }
    }

    /** Passes a remark on, unless it is the same as the one before. */
    private void remark(String words) {
        if (!words.equals(told)) {
            told = words;
            remarks.accept(words);
        }
    }

    @Override
    public void close() throws IOException {
        followed.close();
    }
}
