package io.traindeck.cli;

import io.traindeck.cli.option.HostFolder;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.screen.RemoteMachines;
import io.traindeck.cli.screen.Screen;
import io.traindeck.dashboard.home.HomePage;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.listing.Machines;
import io.traindeck.listing.RunFilter;
import io.traindeck.remote.RemotePath;
import io.traindeck.terminal.SystemTerminal;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The program without a subcommand: the list of runs. */
@Command(name = "traindeck")
final class HomeCommand implements Callable<Integer> {
    @Parameters(paramLabel = HostFolder.LABEL, arity = "0..*", description = HostFolder.DESCRIPTION)
    private List<HostFolder> hosts = List.of();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ScreenOptions options = new ScreenOptions();

    private final SystemTerminal terminal;

    /** Leaves the options to picocli, or to their defaults. */
    HomeCommand(SystemTerminal terminal) {
        this.terminal = terminal;
    }

    /** Takes options that are known already. */
    HomeCommand(List<HostFolder> hosts, RunsOption runs, ScreenOptions options) {
        this(new SystemTerminal());
        this.hosts = hosts;
        this.runs = runs;
        this.options = options;
    }

    /** Whether these arguments name folders of runs, here and on other machines, and nothing else. */
    static boolean isMeant(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean isOption = arguments[i].equals("--runs");
            if (isOption && (i + 1 == arguments.length || arguments[i + 1].startsWith("-"))
                    || !isOption && RemotePath.of(arguments[i]).isEmpty()) {
                return false;
            }
            i += isOption ? 1 : 0;
        }
        return true;
    }

    @Override
    public Integer call() throws Exception {
        Screen screen = new Screen(options, runs, terminal);
        if (screen.isPossible()) {
            Workplace place = screen.workplace();
            Machines machines = new RemoteMachines(
                    runs.remote(), hosts().stream().map(HostFolder::path).toList());
            screen.show(place, changed -> new HomePage(place, machines, changed));
        } else {
            PrintWriter out = new PrintWriter(System.out, true);
            return RunsCommand.list(runs, hosts(), RunFilter.ALL, out, new PrintWriter(System.err, true));
        }
        return 0;
    }

    /** The folders that were typed; if there are none, those of the settings. */
    private List<HostFolder> hosts() {
        return hosts.isEmpty() ? HostFolder.usual() : hosts;
    }
}
