package io.traindeck.listen;

import ai.djl.nn.Parameter;
import ai.djl.training.Trainer;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListener;
import io.traindeck.event.Command;
import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.RunException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Gives the {@link Trainer} of any program that uses Deep Java Library a run folder: it can be watched, replayed and
 * compared like any other run, and paused, saved and stopped by keys.
 *
 * <pre>{@code
 * var listener = new TraindeckListener(Path.of("runs"), "mlp", 10);
 * var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
 *         .addEvaluator(new Accuracy())
 *         .addTrainingListeners(TrainingListener.Defaults.basic())
 *         .addTrainingListeners(listener);
 * try (Trainer trainer = model.newTrainer(config)) {
 *     trainer.initialize(new Shape(1, 2));
 *     EasyTrain.fit(trainer, 10, training, validation);
 * } catch (EarlyStoppedException e) {
 *     // Somebody has stopped the run.
 * }
 * }</pre>
 *
 * <p>Commands are obeyed between two batches, of a validation too. {@code checkpoint} writes the parameters as
 * safetensors. {@code stop} lets the current batch finish, and then throws {@link EarlyStoppedException} out of the
 * loop, as the listener of Deep Java Library for early stopping does; a loop that asks {@link #isStopping} after each
 * batch ends before that. {@code park} is obeyed if the program says with {@link #parking} that it can go on from saved
 * parameters: they are saved, and the run is stopped, and ends parked. The state of the optimizer cannot be saved here,
 * so a run that goes on from there is not exactly the same as one that was never parked.
 *
 * <p>One listener is for one trainer, and ends the run when the trainer is closed. Except for the stop, it never throws
 * into the training: a disk that is full costs the log, and nothing else.
 */
public final class TraindeckListener implements TrainingListener {
    private static final double NANOS = 1e9;

    private final int epochs;
    private final CommandDesk desk;
    private final ListenedRun run;

    private Evaluations evaluations;
    private boolean begun;
    private boolean ended;
    private boolean stopping;
    private boolean troubled;
    private boolean validating;
    private long step;
    private int epochsDone;
    private long epochStart = System.nanoTime();
    private long batchStart = System.nanoTime();
    private TrainEvent.Best best;

    /**
     * Makes the folder of the run; if there is one of that name, {@code NAME-2} and so on. A program that {@code
     * traindeck run} has started has its run folder already.
     *
     * @param runs the folder of runs, which is made if it is missing
     * @param epochs the planned number of epochs; 0 if unknown. A trainer that is closed before the last one counts as
     *     failed
     * @throws RunException if the folder cannot be made
     */
    public TraindeckListener(Path runs, String name, int epochs) throws RunException {
        this.epochs = epochs;
        desk = new CommandDesk(this::publish);
        run = ListenedRun.of(System.getenv(), runs, name, desk::take, desk::obeys);
    }

    /** The run folder. */
    public Path folder() {
        return run.folder().path();
    }

    /**
     * Lets the run be parked too: for a program that can go on from the parameters that are saved then. Call this
     * before the training begins.
     *
     * @return this listener
     */
    public TraindeckListener parking() {
        desk.parks();
        return this;
    }

    /** Whether somebody has told the run to stop or to park. A loop that ends then need not expect the exception. */
    public boolean isStopping() {
        return desk.end().isPresent();
    }

    /** Whether somebody has told the run to park; its parameters are saved then. */
    public boolean isParking() {
        return desk.end().filter(Command.PARK::equals).isPresent();
    }

    @Override
    public void onTrainingBegin(Trainer trainer) {
        guarded(() -> evaluations = new Evaluations(trainer));
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batch) {
        if (stopping) {
            throw stopped();
        }
        guarded(() -> {
            begin(trainer);
            step++;
            Map<String, Double> values = new LinkedHashMap<>(evaluations.trained(batch));
            long now = System.nanoTime();
            values.put("examples_per_s", batch.getBatch().getSize() * NANOS / Math.max(1, now - batchStart));
            batchStart = now;
            publish(new Measured(
                    System.currentTimeMillis(),
                    Measured.Kind.STEP,
                    step,
                    epochsDone + 1,
                    null,
                    Evaluations.of(values)));
            // DJL updates the parameters when its listeners have had the batch.
            heed(trainer, step - 1);
        });
    }

    @Override
    public void onValidationBatch(Trainer trainer, BatchData batch) {
        guarded(() -> {
            begin(trainer);
            if (!validating) {
                validating = true;
                publish(new TrainEvent.Validating(System.currentTimeMillis(), epochsDone + 1));
            }
            evaluations.validated(batch);
            heed(trainer, step);
        });
    }

    /** @param updates the number of updates that the parameters have had */
    private void heed(Trainer trainer, long updates) {
        desk.heed(step, () -> save(trainer, updates));
        stopping = isStopping();
        batchStart = System.nanoTime();
    }

    @Override
    public void onEpoch(Trainer trainer) {
        guarded(() -> {
            begin(trainer);
            epochsDone++;
            validating = false;
            Map<String, Double> values = evaluations.epoch();
            boolean isBest = keepBest(values);
            values.put("seconds", (System.nanoTime() - epochStart) / NANOS);
            epochStart = System.nanoTime();
            batchStart = epochStart;
            publish(new Measured(
                    System.currentTimeMillis(), Measured.Kind.EPOCH, step, epochsDone, isBest, Evaluations.of(values)));
        });
        if (stopping) {
            throw stopped();
        }
    }

    private boolean keepBest(Map<String, Double> values) {
        String metric = values.containsKey("val_" + Evaluations.LOSS) ? "val_loss" : "train_loss";
        double value = values.get(metric);
        boolean isBest =
                !Double.isNaN(value) && (best == null || !best.metric().equals(metric) || value < best.value());
        if (isBest) {
            best = new TrainEvent.Best(metric, value, step, epochsDone);
        }
        return isBest;
    }

    @Override
    public void onTrainingEnd(Trainer trainer) {
        if (ended) {
            return;
        }
        ended = true;
        guarded(() -> begin(trainer));
        desk.ended();
        boolean cut = epochs > 0 && epochsDone < epochs;
        EndReason reason = isParking()
                ? EndReason.PARKED
                : isStopping() ? EndReason.STOPPED : cut ? EndReason.FAILED : EndReason.COMPLETED;
        String message =
                switch (reason) {
                    case PARKED -> "parked at step " + step;
                    case STOPPED -> "stopped at step " + step;
                    case FAILED ->
                        "the trainer was closed at step " + step + ", after " + epochsDone + " of " + epochs
                                + " epochs";
                    default -> "done at step " + step;
                };
        publish(new TrainEvent.RunEnded(System.currentTimeMillis(), reason, step, best, message));
        run.close();
    }

    private EarlyStoppedException stopped() {
        return new EarlyStoppedException(
                epochsDone, "the run " + run.folder().name() + " was told to " + (isParking() ? "park" : "stop"));
    }

    /** Writes the beginning of the log, once: the parameters are not there before. */
    private void begin(Trainer trainer) {
        if (begun) {
            return;
        }
        begun = true;
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", trainer.getModel().getName());
        facts.put("parameters", String.valueOf(parameters(trainer)));
        facts.put("device", trainer.getDevices()[0].toString());
        Description about = new Description(Plan.of(0, epochs, 0), null, desk.obeyed(), facts);
        publish(new TrainEvent.RunStarted(
                System.currentTimeMillis(), run.folder().name(), about, null));
    }

    private static long parameters(Trainer trainer) {
        return trainer.getModel().getBlock().getParameters().values().stream()
                .filter(Parameter::isInitialized)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    private String save(Trainer trainer, long updates) throws IOException {
        long start = System.nanoTime();
        String name = String.format(Locale.ROOT, "step-%08d.safetensors", updates);
        Path file = run.folder().checkpoints().resolve(name);
        long bytes = ParameterFile.write(file, trainer.getModel().getBlock().getParameters());
        String inRun = "checkpoints/" + name;
        publish(new TrainEvent.Checkpoint(
                System.currentTimeMillis(),
                CheckpointKind.KEY,
                inRun,
                updates,
                epochsDone + 1,
                bytes,
                (System.nanoTime() - start) / NANOS));
        return inRun;
    }

    private void publish(TrainEvent event) {
        run.publish(event);
    }

    /** Runs {@code work}; a failure is reported once in the log, and does not end somebody's training. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!troubled) {
                troubled = true;
                publish(new TrainEvent.Warning(
                        System.currentTimeMillis(),
                        "listener_failed",
                        "what is measured may be missing from the log: " + e,
                        step));
            }
        }
    }
}
