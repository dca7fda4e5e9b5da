package io.traindeck.cli.trainer;

import io.traindeck.cli.option.DataChoice;
import io.traindeck.cli.option.DialOptions;
import io.traindeck.cli.option.DialsJson;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.option.Versions;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunTask;
import io.traindeck.train.Dials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the folder of a new run: all that a trainer needs to start it. */
public final class RunMaker {
    private final Path runsDir;
    private final InstantSource clock;

    public RunMaker(Path runsDir, InstantSource clock) {
        this.runsDir = runsDir;
        this.clock = clock;
    }

    /**
     * Returns the run.json of a run that is to be made.
     *
     * @param name the run's name; null for one made of data and recipe, with a number if there is such a run already
     */
    public RunJson json(String name, DialOptions dialOptions, TrainOptions options) {
        String recipe = dialOptions.recipe();
        String usual = options.data().name() + "-" + recipe;
        return json(name != null ? name : freeName(runsDir, usual), recipe, dialOptions.dials(), options);
    }

    /**
     * Returns the run.json of a run that is to be made: whatever is wrong with the options is noticed here, before
     * there is a folder.
     */
    public RunJson json(String name, String recipe, Dials dials, TrainOptions options) {
        DataChoice data = options.data();
        RunTask.Images images = new RunTask.Images(
                data.name().toString(),
                data.dir().map(dir -> dir.toAbsolutePath().toString()).orElse(null),
                data.limit());
        RunTask.Training training = new RunTask.Training(
                recipe,
                images,
                dials.seed(),
                new RunTask.Engine(options.device(), options.threads()),
                DialsJson.write(dials, options.checkpointEvery(), options.keep()));
        return new RunJson(name, clock.millis(), training, RunJson.Trainer.thisProcess(Versions.all()));
    }

    /**
     * Returns the run.json of a run of another's program that is to be made.
     *
     * @param name the run's name; null for {@code usual}, with a number if there is such a run already
     */
    public RunJson json(RunTask.Program program, String name, String usual) {
        String free = name != null ? name : freeName(runsDir, usual);
        return new RunJson(free, clock.millis(), program, RunJson.Trainer.thisProcess(Versions.all()));
    }

    /** Makes a new run. */
    public RunFolder create(RunJson json) throws RunException, IOException {
        RunFolder folder = RunFolder.create(runsDir, json.run());
        try {
            json.write(folder.runJson());
        } catch (RunException e) {
            folder.removeIfNeverStarted();
            throw e;
        }
        return folder;
    }

    /**
     * Makes a run, or completes the folder of one that never began: the process that made it may have been killed. The
     * folder is not made anew, since a trainer may just be starting in it; if one has begun, nothing is changed.
     */
    public static void makeOrComplete(RunFolder folder, RunJson json) throws RunException, IOException {
        Path runsDir = folder.path().toAbsolutePath().getParent();
        if (!Files.exists(folder.path())) {
            new RunMaker(runsDir, InstantSource.system()).create(json);
            return;
        }
        Optional<RunLock> lock = RunLock.acquire(folder.lock());
        if (lock.isPresent()) {
            try (RunLock held = lock.get()) {
                if (!folder.hasBegun()) {
                    folder.makeParts();
                    json.write(folder.runJson());
                }
            }
        }
    }

    /** Returns a name that no run there has: {@code base}, or that with a number. */
    static String freeName(Path runsDir, String base) {
        String name = base;
        for (int number = 2; Files.exists(runsDir.resolve(name)); number++) {
            name = base + "-" + number;
        }
        return name;
    }
}
