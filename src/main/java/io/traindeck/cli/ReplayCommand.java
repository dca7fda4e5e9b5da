package io.traindeck.cli;

import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.plain.PlainView;
import io.traindeck.cli.screen.Screen;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.replay.ReplayPage;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

    @Parameters(paramLabel = "RUN|FILE", description = "A run's name, the path of its folder, or a log file.")
    private String run;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Recorded seconds a second (default: so that the whole run takes about a minute).")
    private Double speed;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ScreenOptions options = new ScreenOptions();

    /** @param run null if picocli is still to read it */
    ReplayCommand(String run) {
        this.run = run;
    }

    /** Leaves the run to picocli. */
    ReplayCommand() {}

    @Override
    public Integer call() throws Exception {
        if (speed != null && !(speed > 0 && Double.isFinite(speed))) {
            throw new ParameterException(spec.commandLine(), "--speed must be a number above 0, not " + speed);
        }
        Path log = log();
        Screen screen = new Screen(options, runs);
        if (!screen.isPossible()) {
            new PlainView(screen.lack()).print(log);
            return 0;
        }
        Workplace place = screen.workplace();
        double chosen = speed == null ? Double.NaN : speed;
        screen.show(place, changed -> new ReplayPage(log, run, chosen, place, changed));
        return 0;
    }

    private Path log() throws RunException {
        try {
            Path file = Path.of(run);
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // It is no path at all; that it is no run either is said below.
        }
        RunFolder folder = RunFolder.open(runs.dir(), run);
        if (!Files.exists(folder.events())) {
            throw new RunException(
                    "run " + folder.name() + " has no log yet; watch it with: traindeck watch " + runs.nameOf(folder));
        }
        return folder.events();
    }
}
