package io.traindeck.event;

import java.util.List;
import java.util.Map;

/**
 * Something that happened in a run. A run's log is a sequence of these; every view is a function of that sequence.
 *
 * <p>This file is the one list of events: codec, documentation and tests are made from {@link #TYPES}. A record's
 * component names, in snake case, are the keys of the log; its times are Unix milliseconds. Losses are means over
 * images, accuracies are in [0, 1], gradient norms are global L2 norms before clipping. Values that are not finite are
 * allowed in every {@code double}.
 */
public sealed interface TrainEvent {

    /** The log's format; readers of this version know no other. */
    int SCHEMA = 1;

    /** The word in the log's {@code "event"} key, for each kind of event. */
    Map<String, Class<? extends TrainEvent>> TYPES = Map.ofEntries(
            Map.entry("run_started", RunStarted.class),
            Map.entry("step", Step.class),
            Map.entry("validating", Validating.class),
            Map.entry("epoch", Epoch.class),
            Map.entry("checkpoint", Checkpoint.class),
            Map.entry("command", CommandAnswered.class),
            Map.entry("paused", Paused.class),
            Map.entry("unpaused", Unpaused.class),
            Map.entry("run_resumed", RunResumed.class),
            Map.entry("system", SystemUsage.class),
            Map.entry("warning", Warning.class),
            Map.entry("run_ended", RunEnded.class));

    /** When it happened, Unix milliseconds. */
    long timeMs();

    /**
     * The first event of every run.
     *
     * @param schema the log's format, {@link #SCHEMA}
     * @param data name of the data set, {@code shapes} or {@code cifar10}
     * @param classes number of classes
     * @param parameters number of trainable numbers in the model
     * @param threads threads of the engine's CPU kernels
     * @param clip largest global gradient norm let through; 0 where clipping is off
     * @param patience epochs without a better {@code val_acc} before an early stop; 0 where early stopping is off
     */
    record RunStarted(
            long timeMs,
            int schema,
            String run,
            String recipe,
            String data,
            int trainImages,
            int valImages,
            int classes,
            int epochs,
            int stepsPerEpoch,
            int batchSize,
            long parameters,
            String device,
            int threads,
            long seed,
            double clip,
            int patience,
            double maxLr,
            String schedule)
            implements TrainEvent {}

    /**
     * One optimizer update.
     *
     * @param step 1-based over the run
     * @param epoch 1-based
     * @param loss mean over the batch, before the update
     * @param lr the rate this update used
     */
    record Step(long timeMs, int step, int epoch, double loss, double lr, double gradNorm, double imagesPerS)
            implements TrainEvent {}

    /**
     * Numbers that were measured at one moment of training.
     *
     * @param timeMs 0 if the log does not say when
     * @param step updates done when they were measured; logs count from 0 or from 1, and may leave steps out
     * @param epoch the epoch of that step, which may be a fraction; NaN if the log does not say
     * @param best whether the goal was better than ever before; null if the log does not say
     */
    record Measured(long timeMs, Kind kind, long step, double epoch, Boolean best, Values values)
            implements TrainEvent {
        /** What the numbers belong to. */
        public enum Kind {
            /** One update, or the mean over some. */
            STEP,
            /** A validation: a row of the table. */
            VALIDATION,
            /** An epoch that is over: a row of the table. */
            EPOCH
        }
    }

    /** The source has learned more about the run; nothing that was measured is dropped. */
    record Described(long timeMs, Description about) implements TrainEvent {}

    /** The epoch's updates are done and its validation begins. */
    record Validating(long timeMs, int epoch) implements TrainEvent {}

    /**
     * An epoch, trained and validated.
     *
     * @param step the last step of the epoch
     * @param trainLoss mean over the epoch's images, each as its batch saw it, dropout and augmentation on
     * @param valLoss mean over the validation images
     * @param lr the rate after the epoch's last schedule step: what the next step would use
     * @param seconds training and validation, without the time spent paused
     * @param best whether this is the best {@code valAcc} so far
     * @param badEpochs epochs in a row, this one included, that were not the best
     */
    record Epoch(
            long timeMs,
            int epoch,
            int step,
            double trainLoss,
            double trainAcc,
            double valLoss,
            double valAcc,
            double lr,
            double gradNormMean,
            double gradNormMax,
            double seconds,
            boolean best,
            int badEpochs)
            implements TrainEvent {}

    /**
     * A checkpoint is whole and durable on disk.
     *
     * @param file relative to the run folder
     * @param step the last step it holds
     * @param epoch the epoch of that step
     * @param seconds from the copy of the state to the durable file
     */
    record Checkpoint(long timeMs, CheckpointKind kind, String file, int step, int epoch, long bytes, double seconds)
            implements TrainEvent {}

    /** Why a checkpoint was written. */
    enum CheckpointKind {
        /** The best validation accuracy so far: the model alone. */
        BEST,
        /** An epoch ended. */
        EPOCH,
        /** Every so many steps. */
        STEP,
        /** A person asked for it. */
        KEY,
        /** The trainer was told to end. */
        SIGNAL
    }

    /**
     * A step in the life of a command.
     *
     * @param command as it was sent; may be a word that is no {@link Command} where it was refused
     * @param reason why it was refused, or a remark; may be empty
     */
    record CommandAnswered(long timeMs, String id, String command, CommandStatus status, String reason)
            implements TrainEvent {}

    /** How far a command has come. */
    enum CommandStatus {
        ACCEPTED,
        DONE,
        REFUSED
    }

    /** No further step until {@link Unpaused}. */
    record Paused(long timeMs, int step) implements TrainEvent {}

    /** Training goes on. */
    record Unpaused(long timeMs, int step) implements TrainEvent {}

    /**
     * A trainer took the run up again from a checkpoint. What the log holds of later steps, and of this and later
     * epochs, did not happen in the run's history any more: readers drop it.
     *
     * @param fromStep the last step that the checkpoint holds; the next step is one more
     * @param epoch the epoch that the run goes on with
     * @param file the checkpoint, relative to the run folder where it lies in it
     */
    record RunResumed(long timeMs, int fromStep, int epoch, String file) implements TrainEvent {}

    /**
     * What the trainer uses, every few seconds.
     *
     * @param cpuPercent of one core: 200 is two cores in full use
     * @param rssMb resident memory, MiB
     * @param gpus empty where there is none, or none answers
     */
    record SystemUsage(long timeMs, double cpuPercent, double rssMb, List<Gpu> gpus) implements TrainEvent {
        public SystemUsage {
            gpus = gpus == null ? List.of() : List.copyOf(gpus);
        }
    }

    /** One graphics card: busy time in percent, memory in MiB, degrees Celsius, watts. */
    record Gpu(String name, double utilPercent, double memUsedMb, double memTotalMb, double tempC, double powerW) {}

    /**
     * Something a person should look at.
     *
     * @param code a stable word for programs, e.g. {@code checkpoint_failed}
     * @param message what, where, what to do
     * @param step the last step done when it was noticed
     */
    record Warning(long timeMs, String code, String message, int step) implements TrainEvent {}

    /**
     * The last event of a run, unless it crashed or is resumed.
     *
     * @param step the last step done
     * @param bestEpoch 0 where no epoch was finished
     * @param bestValAcc NaN where no epoch was finished
     */
    record RunEnded(long timeMs, EndReason reason, int step, int bestEpoch, double bestValAcc, String message)
            implements TrainEvent {}

    /** Why a run ended. */
    enum EndReason {
        /** All epochs done. */
        COMPLETED,
        /** Patience ran out. */
        EARLY_STOP,
        /** A person asked for the early stop. */
        STOPPED,
        /** INT or TERM; the run can be resumed. */
        TERMINATED,
        /** It cannot go on: a loss that is not a number, a fault. */
        FAILED
    }
}
