package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.DataChoice;
import io.traindeck.cli.option.DialsJson;
import io.traindeck.cli.option.Versions;
import io.traindeck.cli.plain.PlainLines;
import io.traindeck.cli.plain.PlainText;
import io.traindeck.cli.plain.ProgressLine;
import io.traindeck.data.DataException;
import io.traindeck.data.DataSet;
import io.traindeck.event.Description;
import io.traindeck.event.EventBus;
import io.traindeck.event.Plan;
import io.traindeck.event.RoomForCheckpoints;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.machine.SystemMonitor;
import io.traindeck.model.Torch;
import io.traindeck.run.EventLogWriter;
import io.traindeck.run.MailboxWatcher;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunTask;
import io.traindeck.text.Typed;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.CheckpointRoom;
import io.traindeck.train.Control;
import io.traindeck.train.ControlQueue;
import io.traindeck.train.Dials;
import io.traindeck.train.PhaseTimer;
import io.traindeck.train.Trainer;
import io.traindeck.train.TrainingSetup;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** This process as the trainer of a run: everything wired together, from run.json to the exit code. */
public final class TrainerProcess {
    /** The variable in the environment of a trainer in the background, whose stderr is trainer.log. */
    public static final String IN_BACKGROUND = "TRAINDECK_IN_BACKGROUND";

    /**
     * The exit code of a trainer that finds another at work in its run. In sysexits, it means "try again later": a
     * batch script does not take it for a failure of the run.
     */
    static final int HAS_TRAINER = 75;

    private final RunFolder folder;
    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock = InstantSource.system();
    private final ControlQueue controls = new ControlQueue();
    private final AtomicLong lastStep = new AtomicLong();
    private final EventBus bus = new EventBus(this::subscriberFailed);

    /** @param terminal whether {@code out} is a terminal, so that a progress line may be rewritten */
    public TrainerProcess(RunFolder folder, PrintStream out, boolean terminal) {
        this.folder = folder;
        this.out = out;
        this.terminal = terminal;
    }

    /** Trains until the run ends, and returns the exit code. */
    public int run(TrainerMode mode) throws Exception {
        folder.requireNoLinks();
        RunJson json = mode.amended().in(RunJson.read(folder.runJson()));
        Dials dials = DialsJson.read(json.training().dials(), folder.runJson().toString());
        RunClaim claim = new RunClaim(folder);
        // Signals come first: a process that sees the lock held may send them.
        try (TrainerSignals signals = new TrainerSignals(controls);
                RunLock lock = claim.lock(json)) {
            claim.requireWritable();
            if (!mode.resumes() && folder.hasBegun()) {
                throw claim.begunAlready();
            }
            new JobInHand(folder, System.getenv()).begin(clock.millis());
            return new EarlyFailure(mode.exec(), folder, bus, clock)
                    .telling(() -> prepareAndTrain(json, dials, signals, mode));
        }
    }

    private int prepareAndTrain(RunJson json, Dials dials, TrainerSignals signals, TrainerMode mode) throws Exception {
        RunTask.Training training = json.training();
        Optional<TrainingSetup.Resume> resume = resume(mode, training);
        folder.makeCommands();
        DataChoice choice = DataChoice.of(training.images(), folder.runJson());
        DataSet data;
        try (ProgressLine progress = new ProgressLine(System.err, terminal)) {
            data = signals.interruptibly(() -> choice.load(progress::downloaded));
        } catch (InterruptedException | DataException e) {
            // If a signal stopped the reading of a file, the file is not at fault.
            signals.exitCode().orElseThrow(() -> e);
            return endedBeforeTraining(signals);
        }
        RunJson known = json.with(training.withImages(read(training.images(), data)), json.trainer());
        TrainingSetup setup = setup(known, dials, data, resume);
        Torch torch = Torch.load(training.engine().device(), training.engine().threads());
        if (signals.exitCode().isPresent()) {
            return endedBeforeTraining(signals);
        }
        return train(setup, torch, known, signals, mode);
    }

    /** @throws CliException if these are other images than those with which the run has begun */
    private RunTask.Images read(RunTask.Images images, DataSet data) throws CliException {
        String digest = data.digest();
        if (images.dataDigest() != null && !images.dataDigest().equals(digest)) {
            throw new CliException("the images"
                    + (images.dataDir() == null ? "" : " in " + images.dataDir())
                    + " are not those with which run " + folder.name() + " has begun (data_digest in "
                    + folder.runJson() + "); find those, and name their folder with --data-dir");
        }
        return images.withDigest(digest);
    }

    private int endedBeforeTraining(TrainerSignals signals) {
        System.err.println(
                "traindeck: a signal ended the trainer before training began; it begins with: " + howToResume());
        return signals.exitCode().orElseThrow();
    }

    private int train(TrainingSetup setup, Torch torch, RunJson json, TrainerSignals signals, TrainerMode mode)
            throws Exception {
        PlainText text = plainText(setup);
        try (EventLogWriter log = new EventLogWriter(folder.events(), new LogAlarm(folder, this::warn));
                PlainLines lines = new PlainLines(out, terminal, text);
                ToldCommand told = mode.exec()
                        .map(command -> new ToldCommand(command, folder, bus, clock))
                        .orElse(null);
                SystemMonitor system = new SystemMonitor(bus, clock);
                Fence fence = new Fence(folder, this::leaveToAnother);
                Trainer trainer = new Trainer(setup, torch, bus, controls, log::sync, clock, PhaseTimer.NONE)) {
            // Subscribed before the log: a process that reads there that training began may signal the process that
            // run.json names.
            bus.subscribe(event -> {
                if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
                    takeOver(json, torch).ifPresent(fence::watch);
                    new BranchBegin(folder).release();
                }
            });
            bus.subscribe(log);
            bus.subscribe(event -> {
                if (event instanceof TrainEvent.Measured step && step.kind() == TrainEvent.Measured.Kind.STEP) {
                    lastStep.set(step.step());
                }
            });
            bus.subscribe(lines);
            bus.subscribe(advice(text));
            if (told != null) {
                bus.subscribe(told);
            }
            // Subscribed after the log, in which the run begins before anything is said of it.
            bus.subscribe(event -> {
                if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
                    trainer.checkpointRoom().ifPresent(room -> tell(room, trainer));
                    SlowPrecision.words(setup.dials(), torch).ifPresent(words -> warn(SlowPrecision.CODE, words));
                }
            });
            log.repaired().ifPresent(what -> warn("log_repaired", what));
            try (MailboxWatcher mailbox = new MailboxWatcher(
                    folder, request -> controls.add(new Control.Obey(request)), bus::publish, clock::millis)) {
                TrainEvent.RunEnded ended = trainer.run();
                if (ended.reason() == EndReason.TERMINATED || ended.reason() == EndReason.PARKED) {
                    lines.say("go on with: " + howToResume());
                }
                return ended.reason() == EndReason.TERMINATED
                        ? signals.exitCode().orElseThrow()
                        : 0;
            }
        } catch (IOException e) {
            // Only closing the log throws it.
            throw new CliException(e.getMessage() + "; make room, then go on with: " + howToResume(), e);
        } catch (CheckpointException e) {
            throw new BranchBegin(folder).named(e, mode);
        }
    }

    /** Says how many checkpoints fit on the disk, if that matters or somebody has asked for more than a few. */
    private void tell(CheckpointRoom room, Trainer trainer) {
        if (!room.isEnough()) {
            warn("disk_small", room.words());
        } else if (trainer.savesWithinEpochs()) {
            bus.publish(RoomForCheckpoints.told(clock.millis(), room.value()));
        }
    }

    private String howToResume() {
        return Typed.command("resume", folder.typed());
    }

    private Optional<TrainingSetup.Resume> resume(TrainerMode mode, RunTask.Training training)
            throws CheckpointException {
        if (mode.parent() != null) {
            return Optional.of(
                    new TrainingSetup.Resume(new BranchBegin(folder).from(mode), mode.changes(), mode.parent()));
        } else if (mode.from().isPresent()) {
            return Optional.of(ResumePoint.at(folder, mode.from().get(), mode.changes()));
        }
        return mode.resumes() ? ResumePoint.last(folder, training, mode.changes()) : Optional.empty();
    }

    private TrainerAdvice advice(PlainText text) {
        TrainerAdvice advice = new TrainerAdvice(bus);
        try {
            advice.catchUp(folder.events(), text::catchUp);
        } catch (IOException e) {
            warn("log_unread", "the log so far cannot be read (" + e.getMessage() + "), so advice starts anew");
        }
        return advice;
    }

    /** Returns the text with the facts of run.json, for a run that goes on although its log is lost. */
    private static PlainText plainText(TrainingSetup setup) {
        Plan plan = Plan.of(0, setup.dials().length().epochs(), setup.stepsPerEpoch());
        Map<String, String> facts = Map.of(
                "recipe",
                setup.recipe(),
                "train_images",
                String.valueOf(setup.data().train().size()));
        return new PlainText(Description.of(plan, facts));
    }

    private TrainingSetup setup(RunJson json, Dials dials, DataSet data, Optional<TrainingSetup.Resume> resume)
            throws CliException, RunException {
        String file = folder.runJson().toString();
        RunTask.Training training = json.training();
        int checkpointEvery = DialsJson.readSaving(training.dials(), DialsJson.CHECKPOINT_EVERY, file);
        int keep = DialsJson.readSaving(training.dials(), DialsJson.KEEP, file);
        try {
            var saving = new TrainingSetup.Saving(folder.checkpoints(), checkpointEvery, keep);
            return new TrainingSetup(folder.name(), training.recipe(), dials, data, saving, resume);
        } catch (IllegalArgumentException e) {
            throw new CliException(e.getMessage(), e);
        }
    }

    /**
     * Writes into run.json that this process trains the run. This is done only now: if a checkpoint is refused, nothing
     * of the run may have changed.
     *
     * @return the run.json that was written; empty if it could not be
     */
    private Optional<RunJson> takeOver(RunJson json, Torch torch) {
        try {
            RunJson own = nowTrainedBy(json, torch);
            own.write(folder.runJson());
            return Optional.of(own);
        } catch (RunException e) {
            warn("run_json_failed", e.getMessage());
            return Optional.empty();
        }
    }

    /** Ends this process without any code of ours: whatever it still wrote would go into another's log. */
    private void leaveToAnother() {
        System.err.println("traindeck: run " + folder.name()
                + " has got another trainer, as run.json says, so this one ends; watch it with: "
                + Typed.command("watch", folder.typed()));
        Runtime.getRuntime().halt(HAS_TRAINER);
    }

    /**
     * Returns the run.json as it was, with this process and with the device and threads that it really has: a resumed
     * run needs the same ones for the same bits.
     */
    private static RunJson nowTrainedBy(RunJson json, Torch torch) throws RunException {
        RunTask.Training training = json.training();
        Map<String, String> versions = new LinkedHashMap<>(Versions.all());
        versions.put("pytorch", torch.version());
        RunTask.Training now = new RunTask.Training(
                training.recipe(),
                training.images(),
                training.seed(),
                new RunTask.Engine(torch.device(), torch.threads()),
                training.dials(),
                training.parent());
        return json.with(now, RunJson.Trainer.thisProcess(versions));
    }

    private void subscriberFailed(Object subscriber, RuntimeException failure) {
        failure.printStackTrace(System.err);
        String message = subscriber.getClass().getSimpleName() + " failed and may miss events: " + failure;
        warn("subscriber_failed", message);
    }

    private void warn(String code, String message) {
        bus.publish(new TrainEvent.Warning(clock.millis(), code, message, lastStep.get()));
    }
}
