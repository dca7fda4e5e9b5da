package io.traindeck.comparison;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.LogWords;
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
     * @param nowMs Unix milliseconds
     * @param trouble takes a line about each run that is not shown as it is
     * @throws RunException where a log cannot be read; a folder without one is a run without events
     */
    public static Comparison read(List<RunFolder> folders, long nowMs, Consumer<String> trouble) throws RunException {
        List<String> names = RunNames.of(folders);
        List<ComparedRun> runs = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            RunFolder folder = folders.get(i);
            // In this order: a trainer writes its last event and then frees the lock.
            boolean live = folder.isLive();
            String name = names.get(i);
            RunState state = state(folder, unreadable -> trouble.accept(name + ": " + LogWords.unreadable(unreadable)));
            Status status = Status.of(state, live, nowMs);
            runs.add(new ComparedRun(name, state, status, dials(jsonDials(folder), state)));
        }
        return new Comparison(runs);
    }

    /**
     * All that a log tells by now.
     *
     * @param unreadable takes the number of lines that are no events, if there are any
     * @throws RunException where it cannot be read; a folder without a log is a run without events
     */
    public static RunState state(RunFolder folder, LongConsumer unreadable) throws RunException {
        RunState[] state = {RunState.EMPTY};
        try (EventLogReader reader = new EventLogReader(folder.events(), () -> state[0] = RunState.EMPTY)) {
            reader.poll((TrainEvent event) -> state[0] = state[0].apply(event));
            if (reader.unreadableLines() > 0) {
                unreadable.accept(reader.unreadableLines());
            }
        } catch (IOException e) {
            throw new RunException("cannot read " + folder.events() + ": " + e.getMessage(), e);
        }
        return state[0];
    }

    /**
     * What is known of a run's dials. Nothing before its first event, whatever run.json has: what is left to the trainer
     * to choose, such as the device, stands there as it was asked for until the trainer has begun.
     *
     * @param json {@link #jsonDials}
     */
    public static Map<String, String> dials(Optional<Map<String, String>> json, RunState state) {
        if (state.equals(RunState.EMPTY)) {
            return Map.of();
        }
        return json.orElseGet(() -> RunDials.of(state.about()));
    }

    /** What run.json tells; empty where it is missing or damaged: whoever resumes the run is told so. */
    public static Optional<Map<String, String>> jsonDials(RunFolder folder) {
        try {
            return Optional.of(RunDials.of(RunJson.read(folder.runJson())));
        } catch (RunException e) {
            return Optional.empty(); // To compare the run, the log must do.
        }
    }
}
