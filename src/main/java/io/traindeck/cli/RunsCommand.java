package io.traindeck.cli;

import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.listing.RunFilter;
import io.traindeck.listing.RunList;
import io.traindeck.listing.RunSummary;
import io.traindeck.listing.RunsJson;
import io.traindeck.text.Typed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--filter",
            paramLabel = "QUERY",
            description = "Only those that it fits, for instance: state:running val_acc>0.8 -name:old")
    private String filter = "";

    @Mixin
    private RunsOption runs;

    @Override
    public void run() {
        RunFilter query = new RunFilter(filter);
        query.fault().ifPresent(fault -> {
            throw new ParameterException(spec.commandLine(), "--filter: " + fault);
        });
        List<RunSummary> all = RunList.list(runs.dirs());
        query.unknownName(all)
                .filter(name -> !all.isEmpty())
                .ifPresent(spec.commandLine().getErr()::println);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(RunsJson.of(query.of(all)));
            out.flush();
        } else if (!all.isEmpty() && query.of(all).isEmpty()) {
            out.println(
                    "none of the " + all.size() + " runs in " + RunOrPath.in(runs.dirs()) + " fits " + query.text());
            out.flush();
        } else {
            list(runs.dirs(), query.of(all), out);
        }
    }

    /** Prints the runs as a table. */
    static void list(List<Path> folders, PrintWriter out) {
        list(folders, RunList.list(folders), out);
    }

    private static void list(List<Path> folders, List<RunSummary> runs, PrintWriter out) {
        if (runs.isEmpty()) {
            out.println("no runs in " + RunOrPath.in(folders) + "; start one with: " + Typed.command("train"));
        } else {
            new RunLines(InstantSource.system().millis()).lines(runs).forEach(out::println);
        }
        out.flush();
    }
}
