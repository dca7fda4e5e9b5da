package io.traindeck.cli.trainer;

import com.google.gson.JsonObject;
import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.DialsJson;
import io.traindeck.cli.option.Versions;
import io.traindeck.event.Dial;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import io.traindeck.text.IoReason;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.SavedPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Finds the checkpoint at which a branch begins, and makes its folder. The parent is only read. */
public final class BranchMaker {
    private static final int MOST_TRIES = 10;

    private final Path runsDir;
    private final InstantSource clock;

    /** @param runsDir the folder in which the new run is made */
    public BranchMaker(Path runsDir, InstantSource clock) {
        this.runsDir = runsDir;
        this.clock = clock;
    }

    /** Returns the checkpoint in {@code file}: a path, or a name in the folder of the parent's checkpoints. */
    public SavedPoint point(RunFolder parent, Path file) throws CliException, CheckpointException {
        return SavedPoint.read(NamedCheckpoint.in(parent, file).toAbsolutePath());
    }

    /** Returns the last checkpoint of the parent that holds no step after {@code step}. */
    public SavedPoint pointAtStep(RunFolder parent, long step) throws CliException {
        ParentCheckpoints all = checkpoints(parent);
        Optional<SavedPoint> point = all.upTo(step);
        Optional<String> damaged =
                all.damagedBetween(point.map(SavedPoint::step).orElse(-1L), step);
        if (damaged.isPresent()) {
            throw new CliException(damaged.get()
                    + point.map(before ->
                                    "; the one before is of step " + before.step() + ": --at-step " + before.step())
                            .orElse("; there is none before it"));
        }
        return point.orElseThrow(() -> new CliException("run " + parent.name() + " has no checkpoint up to step " + step
                + all.first()
                        .map(first -> "; its first is of step " + first.step())
                        .orElse("")));
    }

    /** Returns the last checkpoint of the parent that holds no step after the end of that epoch. */
    public SavedPoint pointAtEpoch(RunFolder parent, int epoch) throws CliException {
        return pointAtStep(parent, epoch * stepsPerEpoch(parent));
    }

    private static ParentCheckpoints checkpoints(RunFolder parent) throws CliException {
        try {
            return ParentCheckpoints.of(parent);
        } catch (IOException e) {
            throw new CliException("cannot list " + parent.checkpoints() + ": " + IoReason.of(e), e);
        }
    }

    private static long stepsPerEpoch(RunFolder parent) throws CliException {
        long[] steps = {0};
        try (EventLogReader log = new EventLogReader(parent.events())) {
            log.poll(event -> {
                if (event instanceof TrainEvent.RunStarted started) {
                    steps[0] = started.about().plan().stepsPerEpoch();
                }
            });
        } catch (IOException e) {
            throw new CliException("cannot read " + parent.events() + ": " + IoReason.of(e), e);
        }
        if (steps[0] == 0) {
            throw new CliException(
                    parent.events() + " does not tell how many steps an epoch has; use --at-step instead");
        }
        return steps[0];
    }

    /** Finds the checkpoint at which a branch begins. */
    @FunctionalInterface
    public interface Place {
        SavedPoint find() throws CliException, CheckpointException;
    }

    /**
     * A branch that is still to be trained.
     *
     * @param from the parent's checkpoint
     */
    public record Branch(RunFolder folder, Path from) {}

    /**
     * Makes the folder of the branch. If the parent throws the checkpoint away at this moment, it is looked for again.
     *
     * @param name the name of the branch; null for one made of the parent's name and the step
     * @param changes the dials that differ from those at that checkpoint
     */
    public Branch create(RunFolder parent, Place place, String name, Map<Dial, String> changes)
            throws CliException, CheckpointException, RunException, IOException {
        return create(parent, place, name, changes, Amended.NOTHING);
    }

    /**
     * Makes the folder of the branch as {@link #create(RunFolder, Place, String, Map)} does.
     *
     * @param amended what the branch's run.json says other than the parent's
     */
    public Branch create(RunFolder parent, Place place, String name, Map<Dial, String> changes, Amended amended)
            throws CliException, CheckpointException, RunException, IOException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            SavedPoint point = place.find();
            point.requireLeft(parent.name(), changes);
            RunFolder folder = folder(parent, point, name, changes, amended);
            boolean kept = false;
            try {
                kept = new BranchBegin(folder).keep(point);
            } finally {
                if (!kept) {
                    folder.removeIfNeverStarted();
                }
            }
            if (kept) {
                return new Branch(folder, point.file());
            }
        }
        throw new CliException("run " + parent.name()
                + " replaces its checkpoints faster than one can be kept; pause it, or let it --keep more of them");
    }

    private RunFolder folder(
            RunFolder parent, SavedPoint point, String name, Map<Dial, String> changes, Amended amended)
            throws RunException, IOException {
        RunTask.Training training = amended.in(RunJson.read(parent.runJson()).training());
        String own = name != null ? name : RunMaker.freeName(runsDir, parent.name() + "-" + point.step());
        JsonObject dials = training.dials();
        point.dials().forEach((dial, value) -> DialsJson.put(dials, dial, value));
        changes.forEach((dial, value) -> DialsJson.put(dials, dial, value));
        RunTask.Training branch = training.branch(dials, new TrainEvent.Parent(parent.name(), point.step()));
        RunJson.Trainer maker = RunJson.Trainer.thisProcess(Versions.all());
        return new RunMaker(runsDir, clock).create(new RunJson(own, clock.millis(), branch, maker));
    }
}
