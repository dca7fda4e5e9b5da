package io.traindeck.cli;

import io.traindeck.cli.option.HostFolder;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.screen.RemoteMachines;
import io.traindeck.listing.RunFilter;
import io.traindeck.listing.RunList;
import io.traindeck.listing.RunSummary;
import io.traindeck.listing.RunsFolder;
import io.traindeck.listing.RunsJson;
import io.traindeck.run.RunException;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.text.Safe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs}: every run in a line. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists the runs in a folder and below it, ours and those whose logs other programs have written:"
                + " those that are being trained first, then the newest.")
final class RunsCommand implements Callable<Integer> {
    /** The most paths that cannot be read that have a line each. */
    private static final int MOST_FAULTS = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = HostFolder.LABEL, arity = "0..*", description = HostFolder.DESCRIPTION_OF_ASKED)
    private List<HostFolder> hosts = List.of();

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
    public Integer call() throws RunException, InterruptedException {
        RunFilter query = new RunFilter(filter);
        query.fault().ifPresent(fault -> {
            throw new ParameterException(spec.commandLine(), "--filter: " + fault);
        });
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (!json) {
            return list(runs, hosts, query, out, err);
        }
        Asked asked = Asked.of(runs, hosts, err);
        Map<Path, String> faults = new LinkedHashMap<>();
        List<RunSummary> all = asked.list(faults);
        out.println(RunsJson.of(query.of(all)));
        out.flush();
        say(faults, err);
        sayUnknown(query, all, err);
        return asked.exit();
    }

    /**
     * The folders in which runs are looked for, here and on other machines.
     *
     * @param areAllThere whether every machine has told its runs
     */
    private record Asked(List<RunsFolder> folders, boolean areAllThere) {
        /** Asks the machines, and waits until they have told what a list needs, or cannot; prints what is wrong. */
        static Asked of(RunsOption runs, List<HostFolder> hosts, PrintWriter err)
                throws RunException, InterruptedException {
            Stream<RunsFolder> here = runs.dirs().stream().map(RunsFolder::here);
            if (hosts.isEmpty()) {
                return new Asked(here.toList(), true);
            }
            RemoteMachines machines = new RemoteMachines(
                    runs.remote(), hosts.stream().map(HostFolder::path).toList());
            List<String> troubles = machines.ask();
            troubles.forEach(trouble -> err.println("traindeck: " + trouble));
            err.flush();
            return new Asked(Stream.concat(here, machines.folders().stream()).toList(), troubles.isEmpty());
        }

        List<RunSummary> list(Map<Path, String> faults) {
            return RunList.listAll(folders, JobQueue.on(System.getenv("PATH")), faults);
        }

        String names() {
            return folders.stream().map(folder -> Safe.forLine(folder.name())).collect(Collectors.joining(", "));
        }

        int exit() {
            return areAllThere ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static void sayUnknown(RunFilter query, List<RunSummary> all, PrintWriter err) {
        query.unknownName(all).filter(name -> !all.isEmpty()).ifPresent(err::println);
        err.flush();
    }

    /**
     * Prints the runs that the query fits as a table, and on {@code err} what cannot be read.
     *
     * @return the exit code: 1 if a machine could not be asked
     */
    static int list(RunsOption where, List<HostFolder> hosts, RunFilter query, PrintWriter out, PrintWriter err)
            throws RunException, InterruptedException {
        Asked asked = Asked.of(where, hosts, err);
        Map<Path, String> faults = new LinkedHashMap<>();
        List<RunSummary> all = asked.list(faults);
        List<RunSummary> runs = query.of(all);
        if (!all.isEmpty() && runs.isEmpty()) {
            out.println("none of the " + all.size() + " runs in " + asked.names() + " fits " + query.text());
            sayUnknown(query, all, err);
        } else if (runs.isEmpty() && !faults.isEmpty()) {
            out.println("no runs in " + asked.names() + " that this user may read");
        } else if (runs.isEmpty()) {
            out.println("no runs in " + asked.names() + "; start one with: " + where.firstRun());
        } else {
            new RunLines(InstantSource.system().millis()).lines(runs).forEach(out::println);
        }
        out.flush();
        say(faults, err);
        return asked.exit();
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
