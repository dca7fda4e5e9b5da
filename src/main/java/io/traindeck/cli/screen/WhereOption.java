package io.traindeck.cli.screen;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.Edition;
import io.traindeck.cli.option.StandardStreams;
import io.traindeck.cli.trainer.SupervisedProgram;
import io.traindeck.cli.trainer.TrainerLauncher;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.cli.trainer.TrainerProcess;
import io.traindeck.dashboard.live.LivePage;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.LoggedRun;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Option;

/** The options that decide whether a trainer runs here, with a line per epoch, or in the background. */
public final class WhereOption {
    @Option(names = "--plain", description = "Train in the foreground and print a line per epoch.")
    private boolean plain;

    @Option(names = "--detach", description = "Train in the background; print the name and return.")
    private boolean detach;

    public boolean plain() {
        return plain;
    }

    public boolean detach() {
        return detach;
    }

    /** Refuses settings with which {@link #show} could not show a run. A caller asks before it has anything started. */
    void requireShowable(Screen screen) {
        if (isShown(screen)) {
            screen.requireSettings();
        }
    }

    private boolean isShown(Screen screen) {
        return !plain && !detach && screen.isPossible();
    }

    /** Shows a run that is trained elsewhere; if that is impossible or not wanted, prints its name. */
    void show(RunFolder folder, Screen screen) throws RunException, IOException {
        if (!isShown(screen)) {
            System.out.println(folder.name());
            return;
        }
        Workplace place = screen.workplace();
        screen.show(place, changed -> new LivePage(LoggedRun.of(folder), null, place, changed));
    }

    /** Trains a run that has just been made, as {@link #train} does. If nothing comes of it, its folder is removed. */
    public int trainNew(RunFolder folder, TrainerMode mode, Screen screen) throws Exception {
        try {
            return train(folder, mode, screen);
        } catch (Exception e) {
            if (RunLock.look(folder.lock()) != RunLock.Sign.HELD) {
                folder.removeIfNeverStarted();
            }
            throw e;
        }
    }

    /** @throws CliException if a process in the background would end with this one */
    public void requireOutlived() throws CliException {
        if (detach && ProcessHandle.current().pid() == 1) {
            throw new CliException("--detach leaves nothing behind as process 1 of a container, which ends with it and"
                    + " takes the trainer along; train with --plain");
        }
    }

    /**
     * Trains and returns the exit code. On a terminal that can be drawn on, this starts a trainer that outlives the
     * terminal, and shows the run.
     */
    public int train(RunFolder folder, TrainerMode mode, Screen screen) throws Exception {
        boolean isProgram = SupervisedProgram.isIn(folder);
        if (!isProgram) {
            Edition.requireEngine();
        }
        PrintStream out = System.out;
        requireOutlived();
        if (detach) {
            new TrainerLauncher(folder).start(mode);
            out.println(folder.name());
            return 0;
        }
        if (isShown(screen)) {
            screen.requireSettings();
            Workplace place = screen.workplace();
            LaunchedTrainer trainer = new TrainerLauncher(folder).launch(mode);
            screen.show(place, changed -> new LivePage(LoggedRun.of(folder), trainer, place, changed));
            return 0;
        }
        boolean terminal = StandardStreams.outIsTerminal();
        return isProgram
                ? new SupervisedProgram(folder, out, terminal).run(mode)
                : new TrainerProcess(folder, out, terminal).run(mode);
    }
}
