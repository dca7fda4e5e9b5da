package io.traindeck.cli;

import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.screen.Screen;
import io.traindeck.dashboard.home.HomePage;
import io.traindeck.dashboard.page.Workplace;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program without a subcommand: the list of runs. */
@Command(name = "traindeck")
final class HomeCommand implements Callable<Integer> {
    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ScreenOptions options = new ScreenOptions();

    /** Leaves the options to picocli, or to what is usual. */
    HomeCommand() {}

    /** Has the options already. */
    HomeCommand(RunsOption runs, ScreenOptions options) {
        this.runs = runs;
        this.options = options;
    }

    /** Whether these arguments name folders of runs and nothing else. */
    static boolean isMeant(String... arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            boolean isFolder = i + 1 < arguments.length && !arguments[i + 1].startsWith("-");
            if (!arguments[i].equals("--runs") || !isFolder) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Integer call() throws Exception {
        Screen screen = new Screen(options, runs);
        if (screen.isPossible()) {
            Workplace place = screen.workplace();
            screen.show(place, changed -> new HomePage(place, changed));
        } else {
            RunsCommand.list(runs.dirs(), new PrintWriter(System.out, true), new PrintWriter(System.err, true));
        }
        return 0;
    }
}
