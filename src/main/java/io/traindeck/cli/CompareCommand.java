package io.traindeck.cli;

import io.traindeck.cli.log.ComparisonJson;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.screen.Screen;
import io.traindeck.comparison.ComparedRuns;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.ComparisonMarkdown;
import io.traindeck.dashboard.comparison.ComparePage;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.plot.Plot;
import io.traindeck.plot.PlotFormat;
import io.traindeck.source.LoggedRun;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: runs side by side. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows runs side by side: curves, figures with their deltas to the first run, the dials that differ.")
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN|PATH",
            arity = "1..*",
            description = "Names of runs, or paths of run folders or of logs that other programs have written; up to "
                    + Comparison.MOST_RUNS + ". The others are measured against the first. Of more than "
                    + Comparison.MOST_TOLD_APART + " the best come first, whatever their order here.")
    private List<String> names;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Write a figure of the runs, .svg or .png, instead of showing them: the four groups of"
                    + " metrics that come first. With --plain or --json, print them too.")
    private Path plot;

    @Option(
            names = "--plain",
            description = "Print the tables as Markdown; so it is too where there is no terminal to draw on.")
    private boolean plain;

    @Option(
            names = "--json",
            description = "Print what is compared as a JSON object instead of showing it, the numbers to the last bit.")
    private boolean json;

    @Mixin
    private RunsOption runs;

    @Mixin
    private ScreenOptions options;

    @Override
    public Integer call() throws Exception {
        if (names.size() > Comparison.MOST_RUNS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "at most " + Comparison.MOST_RUNS + " runs can be compared, not " + names.size());
        }
        requireFormat();
        List<LoggedRun> logs = new ArrayList<>();
        for (String name : names) {
            logs.add(RunOrPath.find(runs, name));
        }
        Screen screen = new Screen(options, runs);
        if (plot == null && !plain && !json && screen.isPossible()) {
            Workplace place = screen.workplace();
            screen.show(place, changed -> new ComparePage(logs, place, changed));
            return 0;
        }
        PrintWriter err = spec.commandLine().getErr();
        Comparison comparison = ComparedRuns.read(
                logs, plot != null, InstantSource.system().millis(), trouble -> err.println("traindeck: " + trouble));
        err.flush();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ComparisonJson.of(comparison, logs));
        } else if (plot == null || plain) {
            out.print(ComparisonMarkdown.of(comparison, Charset.defaultCharset()));
        }
        if (plot != null) {
            Plot.write(comparison, plot);
            if (!json) {
                out.println("wrote " + plot);
            }
        }
        out.flush();
        return 0;
    }

    /** Refuses an unknown format of the plot before any log is read, which may take a while. */
    private void requireFormat() {
        if (plot != null) {
            try {
                PlotFormat.of(plot);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--plot: " + e.getMessage(), e);
            }
        }
    }
}
