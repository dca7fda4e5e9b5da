package io.traindeck.cli;

import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.listing.RunFilter;
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
import picocli.CommandLine.ParameterException;
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
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (json) {
            Map<Path, String> faults = new LinkedHashMap<>();
            List<RunSummary> all = list(runs.dirs(), faults);
            out.println(RunsJson.of(query.of(all)));
            out.flush();
            say(faults, err);
            sayUnknown(query, all, err);
        } else {
            list(runs.dirs(), query, out, err);
        }
    }

    private static List<RunSummary> list(List<Path> folders, Map<Path, String> faults) {
        return RunList.list(folders, JobQueue.on(System.getenv("PATH")), faults);
    }

    private static void sayUnknown(RunFilter query, List<RunSummary> all, PrintWriter err) {
        query.unknownName(all).filter(name -> !all.isEmpty()).ifPresent(err::println);
        err.flush();
    }

    /** Prints the runs that the query fits as a table, and on {@code err} what cannot be read. */
    static void list(List<Path> folders, RunFilter query, PrintWriter out, PrintWriter err) {
        Map<Path, String> faults = new LinkedHashMap<>();
        List<RunSummary> all = list(folders, faults);
        List<RunSummary> runs = query.of(all);
        if (!all.isEmpty() && runs.isEmpty()) {
            out.println("none of the " + all.size() + " runs in " + RunOrPath.in(folders) + " fits " + query.text());
            sayUnknown(query, all, err);
        } else if (runs.isEmpty() && !faults.isEmpty()) {
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
