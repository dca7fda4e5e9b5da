package io.traindeck.cli.trainer;

import io.traindeck.event.Goal;
import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Safe;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that has happened to a run, as the environment of a person's command tells it.
 *
 * @param event {@code ended}, {@code failed}, {@code stalled} or {@code advice}
 * @param variables all that the command is told, by the names of environment variables
 */
record HappenedToRun(String event, Map<String, String> variables) {
    /** Whether this is the end of the run, which is told whatever else is not. */
    boolean isEnd() {
        return event.equals("ended") || event.equals("failed");
    }

    /**
     * @param code the code of the advice; empty for none
     * @param message the message, which may hold what strangers wrote
     */
    static HappenedToRun of(String event, String code, String message, RunFolder folder, RunState state, long nowMs) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("EVENT", event);
        all.put("RUN", folder.path().toAbsolutePath().toString());
        all.put("RUN_NAME", folder.name());
        all.put("MESSAGE", message);
        all.put("CODE", code);
        all.put("STATE", Status.of(state, Liveness.TRAINER, nowMs).code());
        all.put("STEP", String.valueOf(state.lastStep()));
        all.put("EPOCH", String.valueOf(state.epoch()));
        Goal goal = state.goal();
        Measured best = state.best();
        boolean isKnown = goal != null && best != null;
        all.put("METRIC", goal == null ? "" : goal.metric());
        all.put("BEST", isKnown ? String.valueOf(best.values().get(goal.metric())) : "");
        all.put("BEST_STEP", isKnown ? String.valueOf(best.step()) : "");
        Map<String, String> variables = new LinkedHashMap<>();
        all.forEach((name, value) -> variables.put("TRAINDECK_" + name, Safe.forLine(value)));
        return new HappenedToRun(event, variables);
    }
}
