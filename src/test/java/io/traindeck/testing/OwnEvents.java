package io.traindeck.testing;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Events of runs of our own trainer, for tests in which it does not matter what came before. */
public final class OwnEvents {
    private OwnEvents() {}

    /** The start of a run with the usual facts. */
    public static RunStarted started(long timeMs, String run, Plan plan, Map<String, String> otherFacts) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("recipe", "upgraded");
        facts.put("data", "shapes");
        facts.put("train_images", String.valueOf(50 * plan.stepsPerEpoch()));
        facts.put("val_images", "100");
        facts.put("classes", "10");
        facts.put("batch_size", "50");
        facts.put("parameters", "12345");
        facts.put("device", "cpu");
        facts.put("threads", "2");
        facts.put("seed", "42");
        facts.putAll(otherFacts);
        Goal goal = new Goal(OwnMetrics.VAL_ACC, Goal.Better.HIGHER);
        return new RunStarted(
                timeMs, run, new Description(plan, goal, Set.of("pause", "checkpoint", "stop"), facts), null);
    }

    /** The start of a run with epochs of ten steps. */
    public static RunStarted started(long timeMs, String run, int epochs) {
        return started(timeMs, run, new Plan(0, epochs, 10, 7, 1, 3e-3, "onecycle"), Map.of("train_images", "500"));
    }

    /** Returns a step of such a run, as many seconds after 1970. */
    public static Measured step(int step) {
        return OwnMetrics.step(1_000L * step, step, 1 + step / 10, 2.5 / step, 1e-3, 1.25, 300);
    }

    /** The end of an epoch after that step. */
    public static Measured epoch(int epoch, int step, double valAcc, boolean best) {
        return OwnMetrics.epoch(
                1_000L * step,
                epoch,
                step,
                new OwnMetrics.Scores(1, 0.5, 1, valAcc),
                1e-3,
                new OwnMetrics.Norms(1, 2),
                10,
                best ? 0 : 1);
    }

    /** The end of such a run after that step. */
    public static RunEnded ended(EndReason reason, int step) {
        return ended(1_000L * step, reason, step, 1, 0.5, "");
    }

    /** The end of a run whose best epoch is known; the step of that epoch is not. */
    public static RunEnded ended(
            long timeMs, EndReason reason, long step, int bestEpoch, double bestValAcc, String message) {
        return new RunEnded(timeMs, reason, step, new Best(OwnMetrics.VAL_ACC, bestValAcc, 0, bestEpoch), message);
    }
}
