package io.traindeck.dashboard.panel;

import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;

/** The events that the overview lists: not what its table and its row of commands say already. */
final class News {
    private News() {}

    /** In the order of the log. Rows among them are the best of those before. */
    static List<TrainEvent> of(RunState state) {
        boolean isTold = state.rows().sayWhichIsBest();
        Goal goal = isTold ? null : state.goal();
        List<TrainEvent> news = new ArrayList<>();
        double best = Double.NaN;
        for (TrainEvent event : state.journal().events()) {
            if (!(event instanceof Measured row)) {
                if (isNews(event)) {
                    news.add(event);
                }
            } else if (Boolean.TRUE.equals(row.best())) {
                news.add(row);
            } else if (goal != null && goal.better() != null) {
                double value = row.values().get(goal.metric());
                boolean isBetter = goal.better() == Goal.Better.HIGHER ? value > best : value < best;
                if (Double.isFinite(value) && (Double.isNaN(best) || isBetter)) {
                    best = value;
                    news.add(called(row));
                }
            }
        }
        return news;
    }

    private static Measured called(Measured best) {
        return new Measured(best.timeMs(), best.kind(), best.step(), best.epoch(), true, best.values());
    }

    private static boolean isNews(TrainEvent event) {
        if (event instanceof CommandAnswered answer) {
            return answer.status() == CommandStatus.REFUSED;
        }
        return !(event instanceof Checkpoint checkpoint)
                || (checkpoint.kind() != CheckpointKind.BEST && checkpoint.kind() != CheckpointKind.EPOCH);
    }
}
