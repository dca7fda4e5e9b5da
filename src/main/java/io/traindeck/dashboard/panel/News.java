package io.traindeck.dashboard.panel;

import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.AppendList;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events that the overview lists: those that its table and its row of commands do not say already. */
final class News {
    private News() {}

    /** The news in the order of the log. A row is news if it was better than all before. */
    static List<TrainEvent> of(RunState state) {
        Map<Long, Measured> best = state.rows().sayWhichIsBest() ? new HashMap<>() : best(state);
        List<TrainEvent> upwards = new ArrayList<>();
        AppendList<TrainEvent> events = state.journal().events();
        for (int i = events.size() - 1; i >= 0; i--) {
            TrainEvent event = events.get(i);
            if (event instanceof Measured row && row.best() == null) {
                // If a later launch has begun a row anew, the older row is further up, and is not true any more.
                Measured stillBest = best.remove(row.step());
                if (stillBest != null) {
                    upwards.add(stillBest);
                }
            } else if (isNews(event)) {
                upwards.add(event);
            }
        }
        Collections.reverse(upwards);
        return upwards;
    }

    /** The rows in which the goal was better than in all before, by their steps, each marked as the best. */
    private static Map<Long, Measured> best(RunState state) {
        Map<Long, Measured> found = new HashMap<>();
        Goal goal = state.goal();
        if (goal == null || goal.better() == null) {
            return found;
        }
        double best = Double.NaN;
        for (Measured row : state.rows().list()) {
            double value = row.values().get(goal.metric());
            boolean isBetter = goal.better() == Goal.Better.HIGHER ? value > best : value < best;
            if (Double.isFinite(value) && (Double.isNaN(best) || isBetter)) {
                best = value;
                found.put(row.step(), called(row));
            }
        }
        return found;
    }

    private static Measured called(Measured best) {
        return new Measured(best.timeMs(), best.kind(), best.step(), best.epoch(), true, best.values());
    }

    private static boolean isNews(TrainEvent event) {
        if (event instanceof Measured row) {
            return Boolean.TRUE.equals(row.best());
        } else if (event instanceof CommandAnswered answer) {
            return answer.status() == CommandStatus.REFUSED;
        }
        return !(event instanceof Checkpoint checkpoint)
                || (checkpoint.kind() != CheckpointKind.BEST && checkpoint.kind() != CheckpointKind.EPOCH);
    }
}
