package io.traindeck.dashboard;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads runs once, to compare them as they are now. */
public final class ComparedRuns {
    private ComparedRuns() {}

    /**
     * @param nowMs Unix milliseconds
     * @throws RunException where a log cannot be read; a folder without one is a run without events
     */
    public static Comparison read(List<RunFolder> folders, long nowMs) throws RunException {
        List<String> names = RunNames.of(folders);
        List<ComparedRun> runs = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            RunFolder folder = folders.get(i);
            // In this order: a trainer writes its last event and then frees the lock.
            boolean live = folder.isLive();
            RunState state = state(folder);
            Status status = Status.of(state, live, nowMs);
            runs.add(new ComparedRun(names.get(i), state, status, dials(folder, state)));
        }
        return new Comparison(runs);
    }

    private static RunState state(RunFolder folder) throws RunException {
        RunState[] state = {RunState.EMPTY};
        try (EventLogReader reader = new EventLogReader(folder.events(), () -> state[0] = RunState.EMPTY)) {
            reader.poll((TrainEvent event) -> state[0] = state[0].apply(event));
        } catch (IOException e) {
            throw new RunException("cannot read " + folder.events() + ": " + e.getMessage(), e);
        }
        return state[0];
    }

    /** What run.json tells, or else the log. */
    private static Map<String, String> dials(RunFolder folder, RunState state) {
        return jsonDials(folder).orElseGet(() -> dials(state));
    }

    /** What run.json tells. */
    static Optional<Map<String, String>> jsonDials(RunFolder folder) {
        try {
            return Optional.of(RunDials.of(RunJson.read(folder.runJson())));
        } catch (RunException e) {
            // Missing or damaged: whoever resumes the run is told so; to compare it, the log must do.
            return Optional.empty();
        }
    }

    /** What the log alone tells. */
    static Map<String, String> dials(RunState state) {
        return state.started() == null ? Map.of() : RunDials.of(state.started());
    }
}
