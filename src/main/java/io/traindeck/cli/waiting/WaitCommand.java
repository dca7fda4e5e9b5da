package io.traindeck.cli.waiting;

import io.traindeck.cli.log.ExactJson;
import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.run.slurm.JobQueue;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wait}: returns when a run has ended, or has come as far as somebody wants it to. */
@Command(
        name = "wait",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Waits until runs have ended, or have come so far, and prints a line for each when that is decided.",
            "Exit codes: 0 if it has come true for all, 3 if a run ended otherwise, 124 if the time was over."
        })
public final class WaitCommand implements Callable<Integer> {
    private static final int OTHERWISE = 3;
    private static final int TIMEOUT = 124;
    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Names of runs, or paths of run folders or of logs that other programs write.")
    private List<String> runs;

    @Option(
            names = "--until",
            paramLabel = "WHAT",
            defaultValue = "ended",
            converter = Until.Converter.class,
            description = "ended (default): the run is over and has not failed or crashed; step=N; epoch=N: it is done;"
                    + " METRIC<X or METRIC>X: a value so small or large has been logged. Quote it for the shell.")
    private Until until;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Wait so long at most.")
    private Double seconds;

    @Option(names = "--json", description = "A JSON object in each line.")
    private boolean json;

    @Mixin
    private RunsOption folders;

    @Override
    public Integer call() throws CliException, InterruptedException {
        List<AwaitedRun> open = new ArrayList<>();
        JobQueue jobs = JobQueue.on(System.getenv("PATH"));
        try {
            for (String run : runs) {
                open.add(new AwaitedRun(RunOrPath.findOrExpect(folders, run), until, jobs, this::remark));
            }
            return await(open);
        } finally {
            open.forEach(WaitCommand::close);
        }
    }

    /** Waits for the runs, and takes those away that are decided. */
    private int await(List<AwaitedRun> open) throws InterruptedException {
        boolean[] otherwise = {false};
        boolean decided = Looking.until(timeout(), () -> {
            for (Iterator<AwaitedRun> runs = open.iterator(); runs.hasNext(); ) {
                AwaitedRun run = runs.next();
                Optional<Outcome> outcome = run.look(InstantSource.system().millis());
                if (outcome.isPresent()) {
                    otherwise[0] |= outcome.get().kind() == Outcome.Kind.OTHERWISE;
                    print(outcome.get());
                    runs.remove();
                    close(run);
                }
            }
            return open.isEmpty();
        });
        open.forEach(run -> print(run.timeout()));
        return !decided ? TIMEOUT : otherwise[0] ? OTHERWISE : 0;
    }

    private Duration timeout() {
        if (seconds == null) {
            return null;
        }
        if (!(seconds >= 0)) {
            throw new ParameterException(spec.commandLine(), "--timeout should be 0 or more, not " + seconds);
        }
        return Duration.ofNanos((long) (seconds * NANOS));
    }

    private void print(Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? ExactJson.line(outcome.json(until, typed())) : outcome.line(until, typed()));
        out.flush();
    }

    private String typed() {
        return spec.findOption("--until").originalStringValues().stream()
                .findFirst()
                .orElse("ended");
    }

    private void remark(String words) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("traindeck: " + words);
        err.flush();
    }

    private static void close(AwaitedRun run) {
        try {
            run.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
