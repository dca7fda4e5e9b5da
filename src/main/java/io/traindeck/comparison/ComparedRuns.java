package io.traindeck.comparison;

import io.traindeck.event.Liveness;
import io.traindeck.run.RunException;
import io.traindeck.run.RunJson;
import io.traindeck.source.EventSource;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Standing;
import io.traindeck.state.Status;
import io.traindeck.text.IoReason;
import io.traindeck.text.LogWords;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Reads runs once, to compare them as they are now. */
public final class ComparedRuns {
    private ComparedRuns() {}

    /**
     * Reads runs, no matter which program wrote their logs.
     *
     * @param withParents whether the shared history of a branch and its parent is read before the branch, for a caller
     *     that draws it too
     * @param nowMs Unix milliseconds
     * @param trouble takes a line about each run that is not shown exactly as it is
     * @throws RunException if a log cannot be read; a traindeck run folder without a log is a run without events
     */
    public static Comparison read(List<LoggedRun> logs, boolean withParents, long nowMs, Consumer<String> trouble)
            throws RunException {
        List<String> names = RunNames.of(logs.stream().map(LoggedRun::named).toList());
        List<ComparedRun> runs = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            LoggedRun log = logs.get(i);
            String name = names.get(i);
            Liveness liveness = liveness(log);
            long changedMs = log.changedMs();
            RunState state = state(
                    log, withParents, unreadable -> trouble.accept(name + ": " + LogWords.unreadable(unreadable)));
            Status status = Status.of(Standing.of(state, changedMs).withOutput(log.printedMs()), liveness, nowMs);
            runs.add(new ComparedRun(name, state, status, dials(jsonDials(log), state)));
        }
        return new Comparison(runs);
    }

    private static Liveness liveness(LoggedRun log) throws RunException {
        try {
            return log.liveness();
        } catch (IOException e) {
            throw cannotRead(log, e);
        }
    }

    /**
     * Returns the state that a log leads to by now.
     *
     * @param unreadable takes the number of records that could not be understood, if there are any
     * @throws RunException if the log cannot be read; a traindeck run folder without a log is a run without events
     */
    public static RunState state(LoggedRun log, LongConsumer unreadable) throws RunException {
        return state(log, false, unreadable);
    }

    private static RunState state(LoggedRun log, boolean withParents, LongConsumer unreadable) throws RunException {
        RunState[] state = {RunState.EMPTY};
        try (EventSource source = log.open(() -> state[0] = RunState.EMPTY)) {
            source.poll(Integer.MAX_VALUE, event -> {
                RunState before = withParents ? ParentHistory.before(event, log, state[0]) : state[0];
                state[0] = before.apply(event);
            });
            if (source.unreadable() > 0) {
                unreadable.accept(source.unreadable());
            }
        } catch (IOException e) {
            throw cannotRead(log, e);
        }
        return state[0];
    }

    private static RunException cannotRead(LoggedRun log, IOException e) {
        String place = log.elsewhere().isPresent()
                ? log.shown()
                : Safe.forLine(log.ownLog().orElse(log.path()).toString());
        return new RunException("cannot read " + place + ": " + IoReason.of(e), e);
    }

    /**
     * Returns what is known of a run's dials. Before its first event that is nothing, whatever run.json has: a dial
     * that the trainer chooses, such as the device, stands there as it was asked for until the trainer has begun.
     *
     * @param json {@link #jsonDials}
     */
    public static Map<String, String> dials(Optional<Map<String, String>> json, RunState state) {
        if (state.equals(RunState.EMPTY)) {
            return Map.of();
        }
        return json.orElseGet(() -> RunDials.of(state.about()));
    }

    /**
     * Returns the dials of traindeck's own trainer in run.json; empty if it is missing or damaged: whoever resumes the
     * run is told so.
     */
    public static Optional<Map<String, String>> jsonDials(LoggedRun run) {
        if (run.folder().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    RunDials.of(RunJson.read(run.folder().get().runJson()).training()));
        } catch (RunException e) {
            return Optional.empty(); // To compare the run, the log must do.
        }
    }
}
