package io.traindeck.cli;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.plain.PlainView;
import io.traindeck.cli.screen.Screen;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.replay.ReplayPage;
import io.traindeck.source.LoggedRun;
import io.traindeck.terminal.SystemTerminal;
import io.traindeck.text.Typed;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: the dashboard of a saved log, played in recorded time. */
@Command(name = "replay", mixinStandardHelpOptions = true, sortOptions = false, description = "Plays a saved log.")
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN|PATH",
            description = "A run's name, or the path of a run folder or of a log that another program has written.")
    private String run;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Recorded seconds a second (default: so that the whole run takes about a minute).")
    private Double speed;

    @Option(
            names = "--alone",
            description =
                    "Of a branch, begin with its own first step: leave out what it has in common with its parent.")
    private boolean alone;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ScreenOptions options = new ScreenOptions();

    private final SystemTerminal terminal;

    /** @param run null if picocli is still to read it */
    ReplayCommand(String run, SystemTerminal terminal) {
        this.run = run;
        this.terminal = terminal;
    }

    /** Leaves the run to picocli. */
    ReplayCommand() {
        this(null, new SystemTerminal());
    }

    @Override
    public Integer call() throws Exception {
        if (speed != null && !(speed > 0 && Double.isFinite(speed))) {
            throw new ParameterException(spec.commandLine(), "--speed must be a number above 0, not " + speed);
        }
        LoggedRun log = log();
        Screen screen = new Screen(options, runs, terminal);
        if (!screen.isPossible()) {
            new PlainView(screen.lack()).print(log);
            return 0;
        }
        Workplace place = screen.workplace();
        double chosen = speed == null ? Double.NaN : speed;
        screen.show(place, changed -> new ReplayPage(log, run, alone, chosen, place, changed));
        return 0;
    }

    /** @throws CliException if nothing of that name holds a log, or the run has no log yet */
    private LoggedRun log() throws CliException {
        LoggedRun log = RunOrPath.find(runs, run);
        if (log.folder().isPresent() && !Files.exists(log.folder().get().events())) {
            throw new CliException("run " + log.name() + " has no log yet; watch it with: "
                    + Typed.command("watch", log.folder().get().typed()));
        }
        return log;
    }
}
