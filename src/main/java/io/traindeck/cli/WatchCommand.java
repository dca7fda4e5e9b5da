package io.traindeck.cli;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.plain.PlainView;
import io.traindeck.cli.screen.Screen;
import io.traindeck.dashboard.live.LivePage;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.listing.NewestRun;
import io.traindeck.source.LoggedRun;
import io.traindeck.terminal.SystemTerminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code watch}: the dashboard of a run. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows a run that trains, or has ended, and takes commands for it; or a log that another program"
                + " writes. A folder or an empty file without a log is watched until there is one.")
final class WatchCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RUN|PATH",
            arity = "0..1",
            description = "A run's name, or the path of a run folder or of a log that another program writes (default:"
                    + " the newest run).")
    private String run;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ScreenOptions options = new ScreenOptions();

    private final SystemTerminal terminal;

    /** @param run null if picocli is still to read it */
    WatchCommand(String run, SystemTerminal terminal) {
        this.run = run;
        this.terminal = terminal;
    }

    /** Leaves the run to picocli. */
    WatchCommand() {
        this(null, new SystemTerminal());
    }

    @Override
    public Integer call() throws Exception {
        LoggedRun watched = run == null ? newest() : RunOrPath.findOrExpect(runs, run);
        Screen screen = new Screen(options, runs, terminal);
        if (!screen.isPossible()) {
            new PlainView(screen.lack()).follow(watched);
            return 0;
        }
        Workplace place = screen.workplace();
        screen.show(place, changed -> new LivePage(watched, null, place, changed));
        return 0;
    }

    private LoggedRun newest() throws CliException {
        return NewestRun.in(runs.dirs())
                .orElseThrow(() -> new CliException(
                        "no runs in " + RunOrPath.in(runs.dirs()) + "; start one with: " + runs.firstRun()));
    }
}
