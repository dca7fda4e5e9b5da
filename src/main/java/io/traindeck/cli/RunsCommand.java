package io.traindeck.cli;

import io.traindeck.cli.option.RunsOption;
import io.traindeck.listing.RunList;
import io.traindeck.listing.RunSummary;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code runs}: every run in a line. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "Lists the runs, newest first.")
final class RunsCommand implements Runnable {
    /** A row after the name, which is as wide as the longest. */
    private static final String ROW = "  %-10s  %-10s  %-8s  %7s  %6s  %s%n";

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Mixin
    private RunsOption runsDir;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(RunList.toJson(RunList.list(runsDir.dir())));
            out.flush();
        } else {
            list(runsDir.dir(), out);
        }
    }

    /** Prints the runs as a table. */
    static void list(Path dir, PrintWriter out) {
        List<RunSummary> runs = RunList.list(dir);
        if (runs.isEmpty()) {
            out.println("no runs in " + dir + "; start one with: traindeck train");
        } else {
            int nameWidth = runs.stream()
                    .mapToInt(run -> Safe.forLine(run.name()).length())
                    .max()
                    .getAsInt();
            String row = "%-" + Math.max(nameWidth, "run".length()) + "s" + ROW;
            out.printf(Locale.ROOT, row, "run", "state", "recipe", "data", "epoch", "best", "age");
            long now = InstantSource.system().millis();
            runs.forEach(run -> out.print(line(row, run, now)));
        }
        out.flush();
    }

    private static String line(String row, RunSummary run, long nowMs) {
        String best = Double.isFinite(run.bestValAcc()) ? Numbers.percent(run.bestValAcc()) : "-";
        return String.format(
                Locale.ROOT,
                row,
                Safe.forLine(run.name()),
                run.state().word(),
                Safe.forLine(run.recipe()),
                Safe.forLine(run.data()),
                run.epoch() + "/" + run.epochs(),
                best,
                age(Duration.ofMillis(nowMs - run.startedMs())));
    }

    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        return age.toHours() > 0 ? age.toHours() + "h" : Math.max(0, age.toMinutes()) + "m";
    }
}
