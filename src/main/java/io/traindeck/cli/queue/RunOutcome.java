package io.traindeck.cli.queue;

import io.traindeck.cli.option.CliException;
import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.ComparedRuns;
import io.traindeck.event.Liveness;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.IoReason;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of a run, as its folder tells.
 *
 * @param begun whether its log has an event
 * @param live whether a trainer holds its lock
 * @param run its figures
 * @param message the message with which it ended; empty if it has not ended, or said nothing
 * @param oneOfTheWorst whether it was stopped because the others did better
 */
public record RunOutcome(
        RunFolder folder, boolean begun, boolean live, ComparedRun run, String message, boolean oneOfTheWorst) {
    /** Returns the outcome of a run, which need not exist yet. */
    public static RunOutcome of(RunFolder folder) throws RunException {
        // In this order: a trainer writes its last event and then frees the lock.
        boolean live = RunLock.isHeld(folder.lock());
        RunState state = ComparedRuns.state(LoggedRun.of(folder), unreadable -> {});
        Status status = Status.of(state, new Liveness.Locked(live), state.lastMs());
        ComparedRun run = new ComparedRun(folder.name(), state, status, Map.of());
        String message = state.end().map(TrainEvent.RunEnded::message).orElse("");
        boolean worst = status == Status.STOPPED && wasToldBy(MedianStop.SENDER, folder);
        return new RunOutcome(folder, !state.equals(RunState.EMPTY), live, run, message, worst);
    }

    private static boolean wasToldBy(String sender, RunFolder folder) throws RunException {
        boolean[] told = {false};
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(event -> {
                if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
                    told[0] = false;
                }
                told[0] |= event instanceof TrainEvent.CommandAnswered command
                        && command.status() == TrainEvent.CommandStatus.DONE
                        && command.id().endsWith("-" + sender);
            });
            return told[0];
        } catch (IOException e) {
            throw new RunException("cannot read " + folder.events() + ": " + IoReason.of(e), e);
        }
    }

    /** @throws CliException naming the runs without a result, if there are any */
    public static void requireResults(List<RunOutcome> outcomes) throws CliException {
        List<String> failed = outcomes.stream()
                .filter(outcome -> outcome.status() == Status.FAILED || !outcome.isFinal())
                .map(outcome -> outcome.folder().name())
                .toList();
        if (!failed.isEmpty()) {
            throw new CliException(
                    failed.size() + " of " + outcomes.size() + " runs have no result: " + String.join(", ", failed));
        }
    }

    public Status status() {
        return run.status();
    }

    /** Whether it has ended and is not to be taken up again: done, stopped by a person, or failed. */
    public boolean isFinal() {
        return begun && !live && (isDone() || status() == Status.FAILED);
    }

    /** Whether a signal or a person has ended it so that it can go on later. */
    boolean wasToldToEnd() {
        return status() == Status.TERMINATED || status() == Status.PARKED;
    }

    /** Whether it has come to a result. */
    public boolean hasResult() {
        return isDone() && run.best().isPresent();
    }

    /** {@code train_acc - val_acc} of the last epoch, as a share; NaN before the first. */
    public double gap() {
        Values last = run.last().map(Measured::values).orElse(Values.NONE);
        return last.get(OwnMetrics.TRAIN_ACC) - last.get(OwnMetrics.VAL_ACC);
    }

    /** Returns the state in a word or two, for a table. */
    public String word() {
        return begun ? status().word().toLowerCase(Locale.ROOT) : "not begun";
    }

    /**
     * Returns a remark on the run besides its figures, in a sentence; empty for a run that is complete, or has not
     * begun.
     */
    public Optional<String> remark() {
        String name = Safe.forLine(folder.name());
        int planned = run.state().plan().epochs();
        // Another program need not tell how many epochs there will be.
        String epochs = planned > 0
                ? run.rows().size() + " of " + planned + " epochs"
                : "step " + Numbers.count(run.state().lastStep());
        String remark =
                switch (status()) {
                    case CRASHED -> name + " crashed after " + epochs + "; trainer.log in its folder may say why.";
                    case STOPPED ->
                        name + " was stopped " + (oneOfTheWorst ? "as one of the worst" : "by hand") + " after "
                                + epochs + ".";
                    case EARLY_STOP -> name + " stopped early, out of patience, after " + epochs + ".";
                    case FAILED -> name + " failed: " + Safe.forLine(message);
                    case PARKED -> name + " was parked after " + epochs + ".";
                    default -> null;
                };
        return begun ? Optional.ofNullable(remark) : Optional.empty();
    }

    /** Whether it has ended as it should, or as somebody wished. */
    public boolean isDone() {
        return status() == Status.COMPLETED || status() == Status.EARLY_STOP || status() == Status.STOPPED;
    }
}
