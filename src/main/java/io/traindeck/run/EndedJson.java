package io.traindeck.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;

/**
 * The line {@code run_ended}. For a run whose goal is {@code val_acc}, it also has the keys of schema 1, {@code
 * best_epoch} and {@code best_val_acc}. If only these are there, the best is read from them.
 */
final class EndedJson implements EventJson<RunEnded> {
    private static final JsonType REASON = JsonType.of(EndReason.class);
    private static final JsonType NUMBER = JsonType.of(double.class);

    @Override
    public void write(RunEnded event, JsonObject line) {
        line.addProperty(MeasuredJson.TIME, event.timeMs());
        line.add("reason", REASON.write().apply(event.reason()));
        line.addProperty("step", event.step());
        Best best = event.best();
        if (best != null) {
            line.addProperty("best_step", best.step());
            line.add("best", NUMBER.write().apply(best.value()));
            line.addProperty("metric", best.metric());
            boolean own = best.metric().equals(OwnMetrics.VAL_ACC);
            if (own || best.epoch() != 0) {
                line.addProperty("best_epoch", best.epoch());
            }
            if (own) {
                line.add("best_val_acc", NUMBER.write().apply(best.value()));
            }
        }
        line.add("message", new JsonPrimitive(event.message()));
    }

    @Override
    public RunEnded read(String word, JsonObject line) {
        return new RunEnded(
                JsonKeys.whole(line, MeasuredJson.TIME),
                JsonKeys.read(line, "reason", EndReason.class, EndReason.class),
                JsonKeys.whole(line, "step", 0),
                best(line),
                JsonKeys.text(line, "message", ""));
    }

    private static Best best(JsonObject line) {
        int epoch = (int) JsonKeys.whole(line, "best_epoch", 0);
        long step = JsonKeys.whole(line, "best_step", 0);
        String metric = JsonKeys.text(line, "metric", null);
        if (metric != null && JsonKeys.isTold(line, "best")) {
            return new Best(metric, JsonKeys.number(line, "best", Double.NaN), step, epoch);
        }
        return JsonKeys.isTold(line, "best_val_acc")
                ? new Best(OwnMetrics.VAL_ACC, JsonKeys.number(line, "best_val_acc", Double.NaN), step, epoch)
                : null;
    }
}
