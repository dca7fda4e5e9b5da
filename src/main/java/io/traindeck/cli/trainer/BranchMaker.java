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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Finds the checkpoint at which a branch begins, and makes its folder. The parent is only read. */
public final class BranchMaker {
    private final Path runsDir;
    private final InstantSource clock;

    /** @param runsDir where the new run goes */
    public BranchMaker(Path runsDir, InstantSource clock) {
        this.runsDir = runsDir;
        this.clock = clock;
    }

    /** The checkpoint in {@code file}: a path, or a name in the folder of the parent's checkpoints. */
    public SavedPoint point(RunFolder parent, Path file) throws CheckpointException {
        Path inRun = parent.checkpoints().resolve(file);
        return SavedPoint.read((Files.exists(inRun) ? inRun : file).toAbsolutePath());
    }

    /** The last checkpoint of the parent that holds no step after {@code step}. */
    public SavedPoint pointAtStep(RunFolder parent, long step) throws CliException {
        List<SavedPoint> all = points(parent);
        return all.stream()
                .filter(point -> point.step() <= step)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new CliException("run " + parent.name() + " has no checkpoint up to step " + step
                        + (all.isEmpty()
                                ? ""
                                : "; its first is of step " + all.get(0).step())));
    }

    /** The last checkpoint of the parent that holds no step after the end of that epoch. */
    public SavedPoint pointAtEpoch(RunFolder parent, int epoch) throws CliException {
        return pointAtStep(parent, epoch * stepsPerEpoch(parent));
    }

    private static List<SavedPoint> points(RunFolder parent) throws CliException {
        try {
            return SavedPoint.all(parent.checkpoints().toAbsolutePath());
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

    /**
     * Makes the folder of the branch.
     *
     * @param name null for one made of the parent's name and the step
     * @param changes the dials that are other than at that checkpoint
     */
    public RunFolder create(RunFolder parent, SavedPoint point, String name, Map<Dial, String> changes)
            throws CliException, RunException, IOException {
        RunTask.Training training = RunJson.read(parent.runJson()).training();
        String own = name != null ? name : RunMaker.freeName(runsDir, parent.name() + "-" + point.step());
        JsonObject dials = training.dials();
        point.dials().forEach((dial, value) -> DialsJson.put(dials, dial, value));
        changes.forEach((dial, value) -> DialsJson.put(dials, dial, value));
        RunTask.Training branch = training.branch(dials, new TrainEvent.Parent(parent.name(), point.step()));
        RunJson.Trainer maker = RunJson.Trainer.thisProcess(Versions.all());
        RunFolder folder = new RunMaker(runsDir, clock).create(new RunJson(own, clock.millis(), branch, maker));
        try {
            new BranchBegin(folder).keep(point);
        } catch (CliException e) {
            folder.removeIfNeverStarted();
            throw e;
        }
        return folder;
    }
}
