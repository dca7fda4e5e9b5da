package io.traindeck.cli;

import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.listing.RunList;
import io.traindeck.listing.RunSummary;
import io.traindeck.listing.RunsJson;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.text.Typed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Mixin
    private RunsOption runs;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(RunsJson.of(list(runs.dirs())));
            out.flush();
        } else {
            list(runs.dirs(), out);
        }
    }

    private static List<RunSummary> list(List<Path> folders) {
        return RunList.list(folders, JobQueue.on(System.getenv("PATH")));
    }

    /** Prints the runs as a table. */
    static void list(List<Path> folders, PrintWriter out) {
        List<RunSummary> runs = list(folders);
        if (runs.isEmpty()) {
            out.println("no runs in " + RunOrPath.in(folders) + "; start one with: " + Typed.command("train"));
        } else {
            new RunLines(InstantSource.system().millis()).lines(runs).forEach(out::println);
        }
        out.flush();
    }
}
