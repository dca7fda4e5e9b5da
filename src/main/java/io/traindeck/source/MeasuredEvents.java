package io.traindeck.source;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Our own trainer's events in the form that all sources have: numbers by name. */
final class MeasuredEvents {
    private static final Names STEP = Names.of("loss", "lr", "grad_norm", "images_per_s");
    private static final Names EPOCH = Names.of(
            "train_loss",
            "train_acc",
            "val_loss",
            "val_acc",
            "lr",
            "grad_norm_mean",
            "grad_norm_max",
            "seconds",
            "bad_epochs");

    private MeasuredEvents() {}

    /** Hands on {@code event}, and what it says in the general form. */
    static void handOn(TrainEvent event, EventSource.Sink into) {
        if (event instanceof TrainEvent.Step e) {
            into.take(new Measured(
                    e.timeMs(),
                    Measured.Kind.STEP,
                    e.step(),
                    e.epoch(),
                    null,
                    STEP.with(e.loss(), e.lr(), e.gradNorm(), e.imagesPerS())));
        } else if (event instanceof TrainEvent.Epoch e) {
            into.take(new Measured(
                    e.timeMs(),
                    Measured.Kind.EPOCH,
                    e.step(),
                    e.epoch(),
                    e.best(),
                    EPOCH.with(
                            e.trainLoss(),
                            e.trainAcc(),
                            e.valLoss(),
                            e.valAcc(),
                            e.lr(),
                            e.gradNormMean(),
                            e.gradNormMax(),
                            e.seconds(),
                            e.badEpochs())));
        } else {
            into.take(event);
            if (event instanceof TrainEvent.RunStarted e) {
                into.take(new TrainEvent.Described(e.timeMs(), description(e)));
            }
        }
    }

    private static Description description(TrainEvent.RunStarted e) {
        Plan plan = new Plan(
                (long) e.epochs() * e.stepsPerEpoch(),
                e.epochs(),
                e.stepsPerEpoch(),
                e.patience(),
                e.clip(),
                e.maxLr(),
                e.schedule());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("recipe", e.recipe());
        facts.put("data", e.data());
        facts.put("train_images", String.valueOf(e.trainImages()));
        facts.put("val_images", String.valueOf(e.valImages()));
        facts.put("classes", String.valueOf(e.classes()));
        facts.put("batch_size", String.valueOf(e.batchSize()));
        facts.put("parameters", String.valueOf(e.parameters()));
        facts.put("device", e.device());
        facts.put("threads", String.valueOf(e.threads()));
        facts.put("seed", String.valueOf(e.seed()));
        Goal goal = new Goal("val_acc", Goal.Better.HIGHER);
        return new Description(plan, goal, Set.of("pause", "checkpoint", "stop"), facts);
    }
}
