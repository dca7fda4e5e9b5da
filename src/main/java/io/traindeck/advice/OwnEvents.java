package io.traindeck.advice;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Events that have a type of their own in our log, as events of metrics by name. */
final class OwnEvents {
    private static final Names STEP = Names.of("loss", "lr", "grad_norm", "images_per_s");
    private static final Names EPOCH =
            Names.of("train_loss", "train_acc", "val_loss", "val_acc", "lr", "grad_norm_mean", "bad_epochs");

    private OwnEvents() {}

    static Description description(RunStarted started) {
        Plan plan = new Plan(
                0,
                started.epochs(),
                started.stepsPerEpoch(),
                started.patience(),
                started.clip(),
                started.maxLr(),
                started.schedule() == null ? "" : started.schedule());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("recipe", String.valueOf(started.recipe()));
        facts.put("classes", String.valueOf(started.classes()));
        facts.put("batch_size", String.valueOf(started.batchSize()));
        facts.put("device", String.valueOf(started.device()));
        return new Description(plan, new Goal("val_acc", Goal.Better.HIGHER), Set.of(), facts);
    }

    static Measured measured(Step step) {
        return new Measured(
                step.timeMs(),
                Measured.Kind.STEP,
                step.step(),
                step.epoch(),
                null,
                STEP.with(step.loss(), step.lr(), step.gradNorm(), step.imagesPerS()));
    }

    static Measured measured(Epoch epoch) {
        return new Measured(
                epoch.timeMs(),
                Measured.Kind.EPOCH,
                epoch.step(),
                epoch.epoch(),
                epoch.best(),
                EPOCH.with(
                        epoch.trainLoss(),
                        epoch.trainAcc(),
                        epoch.valLoss(),
                        epoch.valAcc(),
                        epoch.lr(),
                        epoch.gradNormMean(),
                        epoch.badEpochs()));
    }
}
