package io.traindeck.cli.screen;

import io.traindeck.cli.option.ExecOption;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** The options of every command that starts a trainer of one run: where its folder is, where it works, and who sees it. */
public final class StartOptions {
    @Mixin
    private RunsOption runs;

    @Mixin
    private ExecOption exec;

    @ArgGroup
    private WhereOption where = new WhereOption();

    @Mixin
    private ScreenOptions screen;

    /** The folder of runs. */
    public Path dir() {
        return runs.dir();
    }

    /** The folders in which runs are looked for. */
    public List<Path> dirs() {
        return runs.dirs();
    }

    /** Returns the mode with the person's command, which is started when something happens to the run. */
    public TrainerMode telling(TrainerMode mode) {
        return mode.telling(exec.command());
    }

    /** Trains a run that has just been made, as {@link WhereOption#trainNew} does. */
    public int trainNew(RunFolder folder, TrainerMode mode) throws Exception {
        return where.trainNew(folder, mode, new Screen(screen, runs));
    }

    /** Goes on with a run, as {@link WhereOption#train} does. */
    public int train(RunFolder folder, TrainerMode mode) throws Exception {
        return where.train(folder, mode, new Screen(screen, runs));
    }

    /** Refuses what {@link #show} would refuse, as {@link WhereOption#requireShowable} does. */
    public void requireShowable() {
        where.requireShowable(new Screen(screen, runs));
    }

    /** Shows a run that is trained elsewhere, as {@link WhereOption#show} does. */
    public void show(RunFolder folder) throws RunException, IOException {
        where.show(folder, new Screen(screen, runs));
    }

    /** The words by which another command gets the person's command too; empty if it was not given. */
    public List<String> exec() {
        return exec.words();
    }
}
