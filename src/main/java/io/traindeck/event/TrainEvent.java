package io.traindeck.event;

import java.util.List;
import java.util.Map;

/**
 * Something that happened in a run. A run's log is a sequence of these; every view is a function of that sequence.
 *
 * <p>This file is the one list of events: codec, documentation and tests are made from {@link #TYPES}. A record's
 * component names, in snake case, are the keys of the log, except that the values of {@link Measured} and the
 * description of {@link RunStarted} stand in it key by key; times are Unix milliseconds. Losses are means over images,
 * accuracies are in [0, 1], gradient norms are global L2 norms before clipping. Values that are not finite are allowed
 * in every {@code double}.
 */
public sealed interface TrainEvent {

    /** The version of the log's format. Readers take schema 1 as well: it is schema 2 with all keys there. */
    int SCHEMA = 2;

    /** The word in the log's {@code "event"} key, for each kind of event. */
    Map<String, Class<? extends TrainEvent>> TYPES = Map.ofEntries(
            Map.entry("run_started", RunStarted.class),
            Map.entry("described", Described.class),
            Map.entry("step", Measured.class),
            Map.entry("validating", Validating.class),
            Map.entry("validation", Measured.class),
            Map.entry("epoch", Measured.class),
            Map.entry("checkpoint", Checkpoint.class),
            Map.entry("command", CommandAnswered.class),
            Map.entry("dial", DialTurned.class),
            Map.entry("paused", Paused.class),
            Map.entry("unpaused", Unpaused.class),
            Map.entry("run_resumed", RunResumed.class),
            Map.entry("system", SystemUsage.class),
            Map.entry("warning", Warning.class),
            Map.entry("run_ended", RunEnded.class));

    /** The time of the event, Unix milliseconds. */
    long timeMs();

    /**
     * The first event of every run.
     *
     * @param run the run's name when it was made
     * @param parent null if the run is not a branch
     */
    record RunStarted(long timeMs, String run, Description about, Parent parent) implements TrainEvent {}

    /** The run that a branch starts from, and the last step that both share. */
    record Parent(String run, long step) {}

    /**
     * Numbers that were measured at one moment of training.
     *
     * @param timeMs 0 if the log does not tell the time
     * @param step the updates that were done at that moment; logs count from 0 or from 1, and may leave steps out
     * @param epoch the epoch of that step, which may be a fraction; NaN if the log does not say
     * @param best whether the goal was better than ever before; null if the log does not say
     */
    record Measured(long timeMs, Kind kind, long step, double epoch, Boolean best, Values values)
            implements TrainEvent {
        /** The kind of moment at which numbers are measured. */
        public enum Kind {
            /** One update, or the mean over several. */
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
     * A checkpoint that is complete and durable on disk.
     *
     * @param file the path relative to the run folder
     * @param step the last step it holds
     * @param epoch the epoch of that step
     * @param seconds the time from the copy of the state to the durable file
     */
    record Checkpoint(long timeMs, CheckpointKind kind, String file, long step, int epoch, long bytes, double seconds)
            implements TrainEvent {}

    /** The reason why a checkpoint was written. */
    enum CheckpointKind {
        /** The best validation accuracy so far: the model alone. */
        BEST,
        /** The end of an epoch. */
        EPOCH,
        /** A fixed number of steps since the last one. */
        STEP,
        /** A person's request. */
        KEY,
        /** A request to the trainer to end. */
        SIGNAL
    }

    /**
     * A stage in the life of a command.
     *
     * @param command the command as it was sent; if it was refused, this may be a word that is not a {@link Command}
     * @param reason the reason why it was refused, or a remark; may be empty
     */
    record CommandAnswered(long timeMs, String id, String command, CommandStatus status, String reason)
            implements TrainEvent {}

    /** The progress of a command. */
    enum CommandStatus {
        ACCEPTED,
        DONE,
        REFUSED
    }

    /**
     * A dial was turned; it holds from the next step on.
     *
     * @param step the last step before the change
     * @param name the dial's name in the log
     * @param before the value that it had: a number, {@code true} or {@code false}, or a word; empty if the log does not
     *     say
     * @param after the value that it has now
     */
    record DialTurned(long timeMs, long step, String name, String before, String after) implements TrainEvent {}

    /** The trainer has paused: there is no further step until {@link Unpaused}. */
    record Paused(long timeMs, long step) implements TrainEvent {}

    /** The trainer goes on after a pause. */
    record Unpaused(long timeMs, long step) implements TrainEvent {}

    /**
     * A trainer took the run up again from a checkpoint. Later steps in the log, and this and later epochs, are no
     * longer part of the run's history: readers drop them.
     *
     * @param fromStep the last step that the checkpoint holds; the next step is one more
     * @param epoch the epoch that the run goes on with
     * @param file the checkpoint, relative to the run folder if it lies in it
     */
    record RunResumed(long timeMs, long fromStep, int epoch, String file) implements TrainEvent {}

    /**
     * The resources that the trainer uses, every few seconds.
     *
     * @param cpuPercent the processor time in percent of one core: 200 is two cores in full use
     * @param rssMb resident memory, MiB
     * @param gpus empty if there are none, or none of them answers
     */
    record SystemUsage(long timeMs, double cpuPercent, double rssMb, List<Gpu> gpus) implements TrainEvent {
        public SystemUsage {
            gpus = gpus == null ? List.of() : List.copyOf(gpus);
        }
    }

    /** One graphics card: busy time in percent, memory in MiB, degrees Celsius, watts. */
    record Gpu(String name, double utilPercent, double memUsedMb, double memTotalMb, double tempC, double powerW) {}

    /**
     * A finding that a person should look at.
     *
     * @param code a stable word for programs, e.g. {@code checkpoint_failed}
     * @param message what is wrong, where, and what to do
     * @param step the last step done when it was noticed
     */
    record Warning(long timeMs, String code, String message, long step) implements TrainEvent {}

    /**
     * The last event of a run, unless it crashed or is resumed.
     *
     * @param step the last step done
     * @param best null if nothing was the best, or the log does not say
     */
    record RunEnded(long timeMs, EndReason reason, long step, Best best, String message) implements TrainEvent {}

    /**
     * The best moment of a run.
     *
     * @param metric the goal's name
     * @param step 0 if the log does not say
     * @param epoch 0 if the log does not say
     */
    record Best(String metric, double value, long step, int epoch) {}

    /** The reason why a run ended. */
    enum EndReason {
        /** All epochs are done. */
        COMPLETED,
        /** Patience ran out. */
        EARLY_STOP,
        /** A person asked for the early stop. */
        STOPPED,
        /** A person asked to park the run: all is saved, and the run can be resumed. */
        PARKED,
        /** The signal INT or TERM ended the trainer; the run can be resumed. */
        TERMINATED,
        /** It could not go on: a loss was not finite, or there was a fault. */
        FAILED
    }
}
