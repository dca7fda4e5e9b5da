package io.traindeck.listen;

import ai.djl.training.Trainer;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListener;
import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.RunException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
 * update ends before that. {@code park} is obeyed if the program says with {@link #parking} that it can go on from saved
 * parameters: the run is stopped likewise, they are saved with the update of the last step that was logged, and the run
 * ends parked. The state of the optimizer cannot be saved here, so a run that goes on from there is not exactly the same
 * as one that was never parked.
 *
 * <p>{@code traindeck resume} starts the program again. It then finds in {@link #resume} the file that was saved, loads
 * it, and trains the epochs that are left after {@link #epochsDone}: steps and epochs count on, and what was logged
 * before stays. An epoch in which the file was saved is done again from its beginning.
 *
 * <pre>{@code
 * Optional<Path> saved = listener.resume();
 * if (saved.isPresent()) {
 *     try (InputStream in = Files.newInputStream(saved.get())) {
 *         for (NDArray array : NDList.decode(model.getNDManager(), in)) {
 *             model.getBlock().getParameters().get(array.getName()).setArray(array);
 *         }
 *     }
 * }
 * ...
 * EasyTrain.fit(trainer, 10 - listener.epochsDone(), training, validation);
 * }</pre>
 *
 * <p>One listener is for one trainer, and ends the run when the trainer is closed. Only the program knows whether an
 * exception closes it, and says so with {@link #failed}:
 *
 * <pre>{@code
 * try (Trainer trainer = model.newTrainer(config)) {
 *     trainer.initialize(new Shape(1, 2));
 *     try {
 *         EasyTrain.fit(trainer, 10, training, validation);
 *     } catch (Exception | Error e) {
 *         listener.failed(e);
 *         throw e;
 *     }
 * }
 * }</pre>
 *
 * <p>A program that is ended by HUP, INT or
 * TERM before that has a run that is terminated, and one that ends otherwise a run that has failed, unless its epochs are
 * done. Except for the stop, the listener never throws into the training: a disk that is full costs the log, and nothing
 * else.
 */
public final class TraindeckListener implements TrainingListener {
    private static final double NANOS = 1e9;

    private final ListenedTraining training;

    private Evaluations evaluations;
    private boolean troubled;
    private boolean validating;
    private long epochStart = System.nanoTime();
    private long batchStart = System.nanoTime();

    /**
     * Makes the folder of the run; if there is one of that name, {@code NAME-2} and so on. A program that {@code
     * traindeck run} has started has its run folder already.
     *
     * @param runs the folder of runs, which is made if it is missing
     * @param epochs the planned number of epochs, those of earlier sessions included; 0 if unknown. A trainer that is
     *     closed before the last one counts as failed
     * @throws RunException if the folder cannot be made
     */
    public TraindeckListener(Path runs, String name, int epochs) throws RunException {
        this(System.getenv(), runs, name, epochs);
    }

    /** @param environment the environment of this process */
    TraindeckListener(Map<String, String> environment, Path runs, String name, int epochs) throws RunException {
        training = new ListenedTraining(environment, runs, name, epochs);
    }

    /** The run folder. */
    public Path folder() {
        return training.run().folder().path();
    }

    /**
     * Lets the run be parked too: for a program that can go on from the parameters that are saved then. Call this
     * before the training begins.
     *
     * @return this listener
     */
    public TraindeckListener parking() {
        training.parks();
        return this;
    }

    /**
     * Returns the file of parameters that this run is to go on from; empty if it begins anew. A program that asks must
     * load it: from then on steps and epochs count on from where the file was saved, and the log says so. Ask before the
     * training begins. A run whose program does not ask begins anew at its first step.
     *
     * <p>The file is one that this listener has saved, or the one of {@code traindeck resume --from}. If that does not
     * say at which step it was saved, steps and epochs begin anew all the same.
     */
    public Optional<Path> resume() {
        return training.resume();
    }

    /** The epochs that are over, those of earlier sessions included if the program has asked for {@link #resume}. */
    public int epochsDone() {
        return training.progress().epochs();
    }

    /**
     * Whether somebody has told the run to stop or to park. A loop that ends then, after the update of its batch, need
     * not expect the exception.
     */
    public boolean isStopping() {
        return training.told().isPresent();
    }

    /** Whether somebody has told the run to park; its parameters are saved when the loop has ended. */
    public boolean isParking() {
        return training.told().filter(Command.PARK::equals).isPresent();
    }

    /**
     * Ends the run because an exception has left the loop, and tells the log why. Call this before the trainer is closed,
     * and throw the exception on: a trainer tells nobody why it is closed.
     *
     * <p>An {@link EarlyStoppedException} is no failure. That of this listener is left to the closing of the trainer; any
     * other, as the listener of Deep Java Library for early stopping throws, ends the run as an early stop.
     */
    public void failed(Throwable why) {
        if (!(why instanceof EarlyStoppedException)) {
            String name = why.getClass().getSimpleName();
            String message = why.getMessage();
            training.failed(
                    message == null || message.isBlank()
                            ? name
                            : name + ": " + message.lines().findFirst().orElse(""));
        } else if (!isStopping()) {
            training.early(String.valueOf(why.getMessage()));
        }
    }

    @Override
    public void onTrainingBegin(Trainer trainer) {
        guarded(() -> evaluations = new Evaluations(trainer));
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batch) {
        leaveIfTold(trainer, epoch());
        guarded(() -> {
            long nanos = System.nanoTime() - batchStart;
            training.begin(trainer);
            // DJL updates the parameters when its listeners have had the batch: up to now they have had the updates of
            // the batches before this one.
            training.heed(trainer, epoch());
            Map<String, Double> values = new LinkedHashMap<>(evaluations.trained(batch));
            values.put("examples_per_s", batch.getBatch().getSize() * NANOS / Math.max(1, nanos));
            training.step(values);
            batchStart = System.nanoTime();
        });
    }

    @Override
    public void onValidationBatch(Trainer trainer, BatchData batch) {
        guarded(() -> {
            training.begin(trainer);
            if (!validating) {
                validating = true;
                training.validates();
            }
            evaluations.validated(batch);
            training.heed(trainer, epoch());
        });
    }

    @Override
    public void onEpoch(Trainer trainer) {
        guarded(() -> {
            training.begin(trainer);
            validating = false;
            Map<String, Double> values = evaluations.epoch();
            values.put("seconds", (System.nanoTime() - epochStart) / NANOS);
            training.epoch(values);
            training.heed(trainer, epochsDone());
            epochStart = System.nanoTime();
            batchStart = epochStart;
        });
        leaveIfTold(trainer, epochsDone());
    }

    /** The epoch that is under way. */
    private int epoch() {
        return epochsDone() + 1;
    }

    private void leaveIfTold(Trainer trainer, int epoch) {
        if (isStopping()) {
            String word = isParking() ? "park" : "stop";
            if (training.leave(trainer, epoch).isEmpty()) {
                throw new EarlyStoppedException(
                        epochsDone(), "the run " + training.run().folder().name() + " was told to " + word);
            }
        }
    }

    @Override
    public void onTrainingEnd(Trainer trainer) {
        guarded(() -> training.begin(trainer));
        training.closed(training.leave(trainer, epoch()));
    }

    /** Runs {@code work}; a failure is reported once in the log, and does not end somebody's training. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!troubled) {
                troubled = true;
                training.publish(new TrainEvent.Warning(
                        System.currentTimeMillis(),
                        "listener_failed",
                        "what is measured may be missing from the log: " + e,
                        training.progress().step()));
            }
        }
    }
}
