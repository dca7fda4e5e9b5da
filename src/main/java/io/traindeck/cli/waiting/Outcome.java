package io.traindeck.cli.waiting;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.traindeck.cli.log.ExactJson;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;
import io.traindeck.text.Safe;
import java.util.Locale;

/**
 * The outcome of the wait for one run.
 *
 * @param state what the run was doing then; {@code gone} if there is no log any more
 * @param step the last step that was heard of
 * @param at the line that met the condition; null if none did
 */
record Outcome(LoggedRun run, Kind kind, String state, long step, Measured at) {
    static final String GONE = "gone";

    /** The kinds of outcomes. */
    enum Kind {
        /** The condition is met. */
        TRUE,
        /** The run has ended otherwise: the condition will not be met. */
        OTHERWISE,
        /** The time was over before it was decided. */
        TIMEOUT
    }

    static Outcome of(LoggedRun run, Kind kind, Status status, long step, Measured at) {
        return new Outcome(run, kind, status.code(), step, at);
    }

    /**
     * Returns a line for people.
     *
     * @param typed the condition, as it was typed
     */
    String line(Until until, String typed) {
        String name = Safe.forLine(run.name());
        String where = state.equals(GONE) ? "its log is gone" : state + ", step " + step;
        return switch (kind) {
            case TRUE -> name + ": " + met(until, where);
            case OTHERWISE -> name + ": not " + Safe.forLine(typed) + ", and not to come: " + where;
            case TIMEOUT -> name + ": not " + Safe.forLine(typed) + " in that time: " + where;
        };
    }

    private String met(Until until, String where) {
        if (until instanceof Until.Value value) {
            return Safe.forLine(value.metric()) + " " + at.values().get(value.metric()) + " at step " + at.step();
        }
        return until instanceof Until.Epoch epoch ? "epoch " + epoch.epoch() + " done, step " + at.step() : where;
    }

    /** Returns an object for programs. */
    JsonObject json(Until until, String typed) {
        JsonObject json = new JsonObject();
        json.addProperty("run", run.name());
        json.addProperty("path", run.place());
        json.addProperty("until", typed);
        json.addProperty("outcome", kind.name().toLowerCase(Locale.ROOT));
        json.addProperty("state", state);
        json.addProperty("step", at == null ? step : at.step());
        json.add(
                "value",
                at != null && until instanceof Until.Value value
                        ? ExactJson.number(at.values().get(value.metric()))
                        : JsonNull.INSTANCE);
        return json;
    }
}
