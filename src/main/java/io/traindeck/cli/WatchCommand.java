package io.traindeck.cli;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.plain.PlainView;
import io.traindeck.cli.screen.Screen;
import io.traindeck.dashboard.live.LivePage;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.listing.RunList;
import io.traindeck.run.RunFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code watch}: the dashboard of a run. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows a run that trains, or has ended, and takes commands for it.")
final class WatchCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "A run's name, or the path of its folder (default: the newest).")
    private String run;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ScreenOptions options = new ScreenOptions();

    /** @param run null if picocli is still to read it */
    WatchCommand(String run) {
        this.run = run;
    }

    /** Leaves the run to picocli. */
    WatchCommand() {}

    @Override
    public Integer call() throws Exception {
        RunFolder folder = run != null
                ? RunFolder.open(runs.dir(), run)
                : RunList.newest(runs.dir())
                        .orElseThrow(() ->
                                new CliException("no runs in " + runs.dir() + "; start one with: traindeck train"));
        Screen screen = new Screen(options, runs);
        if (!screen.isPossible()) {
            new PlainView(screen.lack()).follow(folder);
            return 0;
        }
        Workplace place = screen.workplace();
        screen.show(place, changed -> new LivePage(folder, null, place, changed));
        return 0;
    }
}
