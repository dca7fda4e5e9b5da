package io.traindeck.state;

import io.traindeck.event.Description;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The events of logs of schema 1 as the events by name that everything else here knows. */
public final class Schema1 {
    private static final Set<String> COMMANDS = Set.of("pause", "checkpoint", "stop");

    private Schema1() {}

    /** Steps and epochs as what was measured; any other event as it is. */
    public static TrainEvent measured(TrainEvent event) {
        if (event instanceof Step s) {
            return OwnMetrics.step(s.timeMs(), s.step(), s.epoch(), s.loss(), s.lr(), s.gradNorm(), s.imagesPerS());
        } else if (event instanceof Epoch e) {
            return OwnMetrics.epoch(
                    e.timeMs(),
                    e.epoch(),
                    e.step(),
                    e.trainLoss(),
                    e.trainAcc(),
                    e.valLoss(),
                    e.valAcc(),
                    e.lr(),
                    e.gradNormMean(),
                    e.gradNormMax(),
                    e.seconds(),
                    e.best(),
                    e.badEpochs());
        }
        return event;
    }

    /** What a run says of itself as it starts. */
    public static Description about(RunStarted started) {
        int epochs = Math.max(0, started.epochs());
        int stepsPerEpoch = Math.max(0, started.stepsPerEpoch());
        Plan plan = new Plan(
                (long) epochs * stepsPerEpoch,
                epochs,
                stepsPerEpoch,
                started.patience(),
                started.clip(),
                started.maxLr(),
                started.schedule() == null ? "" : started.schedule());
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "recipe", started.recipe());
        put(facts, "data", started.data());
        put(facts, "train_images", started.trainImages());
        put(facts, "val_images", started.valImages());
        put(facts, "classes", started.classes());
        put(facts, "batch_size", started.batchSize());
        put(facts, "parameters", started.parameters());
        put(facts, "device", started.device());
        put(facts, "threads", started.threads());
        put(facts, "seed", started.seed());
        return new Description(plan, null, COMMANDS, facts);
    }

    private static void put(Map<String, String> facts, String name, Object value) {
        if (value != null) {
            facts.put(name, String.valueOf(value));
        }
    }
}
