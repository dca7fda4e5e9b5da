package io.traindeck.cli.screen;

import io.traindeck.cli.option.ExecOption;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.trainer.TrainerProcess;
import io.traindeck.run.RunFolder;
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

    /** A mode in which the person's command is told what happens to the run. */
    public TrainerProcess.Mode telling(TrainerProcess.Mode mode) {
        return mode.telling(exec.command());
    }

    /** The options that make a command of a job tell the same. */
    public List<String> execWords() {
        return exec.words();
    }

    /** Where the trainer works. */
    public WhereOption where() {
        return where;
    }

    /** The screen on which the run can be shown. */
    public Screen screen() {
        return new Screen(screen, runs);
    }

    /** Trains a run that has just been made, as {@link WhereOption#trainNew} does. */
    public int trainNew(RunFolder folder, TrainerProcess.Mode mode) throws Exception {
        return where.trainNew(folder, mode, screen());
    }

    /** Goes on with a run, as {@link WhereOption#train} does. */
    public int train(RunFolder folder, TrainerProcess.Mode mode) throws Exception {
        return where.train(folder, mode, screen());
    }
}
