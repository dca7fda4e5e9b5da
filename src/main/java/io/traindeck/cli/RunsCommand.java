package io.traindeck.cli;

import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.listing.RunList;
import io.traindeck.listing.RunSummary;
import io.traindeck.listing.RunsJson;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.text.Safe;
import io.traindeck.text.Typed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code runs}: every run in a line. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists the runs in a folder and below it, ours and those whose logs other programs have written:"
                + " those that are being trained first, then the newest.")
final class RunsCommand implements Runnable {
    /** Paths that cannot be read of which each has a line. */
    private static final int MOST_FAULTS = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Mixin
    private RunsOption runs;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (json) {
            Map<Path, String> faults = new LinkedHashMap<>();
            out.println(RunsJson.of(list(runs.dirs(), faults)));
            out.flush();
            say(faults, err);
        } else {
            list(runs.dirs(), out, err);
        }
    }

    private static List<RunSummary> list(List<Path> folders, Map<Path, String> faults) {
        return RunList.list(folders, JobQueue.on(System.getenv("PATH")), faults);
    }

    /** Prints the runs as a table, and on {@code err} what cannot be read. */
    static void list(List<Path> folders, PrintWriter out, PrintWriter err) {
        Map<Path, String> faults = new LinkedHashMap<>();
        List<RunSummary> runs = list(folders, faults);
        if (runs.isEmpty() && !faults.isEmpty()) {
            out.println("no runs in " + RunOrPath.in(folders) + " that this user may read");
        } else if (runs.isEmpty()) {
            out.println("no runs in " + RunOrPath.in(folders) + "; start one with: " + Typed.command("train"));
        } else {
            new RunLines(InstantSource.system().millis()).lines(runs).forEach(out::println);
        }
        out.flush();
        say(faults, err);
    }

    private static void say(Map<Path, String> faults, PrintWriter err) {
        faults.entrySet().stream()
                .limit(MOST_FAULTS)
                .forEach(fault -> err.println(
                        "traindeck: cannot read " + Safe.forLine(fault.getKey().toString()) + ": " + fault.getValue()));
        if (faults.size() > MOST_FAULTS) {
            err.println("traindeck: cannot read " + (faults.size() - MOST_FAULTS) + " others");
        }
        err.flush();
    }
}
